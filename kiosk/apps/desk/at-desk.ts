import { createContext } from 'preact';
import { useContext, useEffect, useState } from 'preact/hooks';
import type { Client } from '../../../bff/contract/client.ts';
import type { City } from '../../client/services.ts';
import type { Department, Device, Hospital } from '../../client/wire.ts';
import type { StaffSession } from '../../staff/hall-types.ts';
import type { DeskEnvironment } from './environment.ts';

/** What every part of the page works with while a clerk is there. */
export interface AtDesk {
  readonly environment: DeskEnvironment;
  readonly client: Client;
  readonly city: City;
  /** What hospitals and departments are called in English; empty until it has come. */
  readonly hospitals: readonly Hospital[];
  readonly departments: readonly Department[];
  readonly device: Device;
  readonly clerk: StaffSession;
  /** The gateway's instant, ms since 1970; another one every second. */
  readonly at: number;
}

export const DeskContext = createContext<AtDesk | undefined>(undefined);

export function useDesk(): AtDesk {
  const desk = useContext(DeskContext);
  if (desk === undefined) throw new Error('no clerk is there');
  return desk;
}

/** Asked once somebody is there. What does not come is said as the hospitals write it. */
export function useCityNames(city: City, there: boolean) {
  const [hospitals, setHospitals] = useState<readonly Hospital[]>([]);
  const [departments, setDepartments] = useState<readonly Department[]>([]);
  useEffect(() => {
    if (!there) return;
    const ignore = () => undefined;
    void city.hospitals().then((loaded) => loaded.ok && setHospitals(loaded.value), ignore);
    void city.departments().then((loaded) => loaded.ok && setDepartments(loaded.value), ignore);
  }, [city, there]);
  return { hospitals, departments };
}
