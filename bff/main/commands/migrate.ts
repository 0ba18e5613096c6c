import { openStore } from '../open-store.ts';
import { StartProblem } from '../start-problem.ts';
import { type Command, CommandRefused } from './command.ts';

/** The migrations that are missing. The gateway does it too when it starts; this is for whoever wants it done before. */
export const migrate: Command = {
  usage: 'migrate',
  options: [],
  async run({ config, say }) {
    try {
      const store = await openStore(config.DATABASE_URL, (applied) => {
        for (const name of applied) say(`applied ${name}`);
        if (applied.length === 0) say('nothing to do');
      });
      await store.close();
    } catch (error) {
      if (error instanceof StartProblem) throw new CommandRefused(error.message, { cause: error });
      throw error;
    }
  },
};
