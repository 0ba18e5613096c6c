import { describe, expect, it } from 'vitest';
import { isPayerAddress, leadingBack, safeLink } from '../../adapters/payments/port.ts';

const OWN = 'https://wx.tenpay.com';
const RETURN = 'redirect_url';
const LINK = `${OWN}/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx20161110163838f231619da20804912345&package=1037687096`;

describe('a link that a payment provider gave', () => {
  it('is opened as it is where it is at an origin of the provider’s', () => {
    expect(safeLink(LINK, [OWN], RETURN)?.href).toBe(LINK);
  });

  it.each([
    ['at another host', 'https://wx.tenpay.com.evil.example/checkmweb?prepay_id=1'],
    ['at a host that ends alike', 'https://evilwx.tenpay.com/checkmweb?prepay_id=1'],
    ['at a host behind the provider’s as a name', 'https://wx.tenpay.com@evil.example/checkmweb?prepay_id=1'],
    ['with a name before the host', 'https://somebody@wx.tenpay.com/checkmweb?prepay_id=1'],
    ['at another port', 'https://wx.tenpay.com:8443/checkmweb?prepay_id=1'],
    ['without TLS', 'http://wx.tenpay.com/checkmweb?prepay_id=1'],
    ['with a backslash, which a browser reads as a slash', 'https://wx.tenpay.com\\@evil.example/checkmweb?prepay_id=1'],
    ['without a path', 'https://wx.tenpay.com?prepay_id=1'],
    ['written otherwise than it is read', 'HTTPS://WX.TENPAY.COM/checkmweb?prepay_id=1'],
    ['with letters that look alike', 'https://wx.tenpаy.com/checkmweb?prepay_id=1'],
    ['with a blank before it', ` ${LINK}`],
    ['with a line feed in it', 'https://wx.tenpay.com/check\nmweb?prepay_id=1'],
    ['that leads back to somewhere itself', `${LINK}&redirect_url=https%3A%2F%2Fevil.example`],
    ['that has a place on its page', `${LINK}#evil`],
    ['that is a script', 'javascript:alert(1)'],
    ['that is an app', 'weixin://wxpay/bizpayurl?pr=1'],
    ['that is no address', 'checkmweb?prepay_id=1'],
    ['that is empty', ''],
    ['that is too long', `${LINK}&x=${'1'.repeat(1_024)}`],
  ])('is opened by nobody %s', (_, link) => {
    expect(safeLink(link, [OWN], RETURN)).toBeUndefined();
  });

  it('leads back to where the payer came from, whole, behind what it had, and to nowhere where nobody said so', () => {
    const returnTo = 'https://door.example.org/phone/#payment';
    const led = leadingBack(new URL(LINK), RETURN, returnTo) ?? '';
    expect(led.startsWith(`${LINK}&redirect_url=`)).toBe(true);
    expect(new URL(led).searchParams.get(RETURN)).toBe(returnTo);
    expect(leadingBack(new URL(`${OWN}/pay`), RETURN, returnTo)).toBe(`${OWN}/pay?redirect_url=${encodeURIComponent(returnTo)}`);
    expect(leadingBack(new URL(LINK), RETURN, undefined)).toBe(LINK);
    expect(leadingBack(new URL(LINK), RETURN, `https://door.example.org/${'x'.repeat(1_000)}`)).toBeUndefined();
  });
});

describe('the address of a payer', () => {
  it.each(['203.0.113.7', '255.255.255.255', '2001:db8::7', '::1', '::ffff:203.0.113.7'])('is %s', (address) => {
    expect(isPayerAddress(address)).toBe(true);
  });

  it.each([
    '',
    'unknown',
    '203.0.113',
    '203.0.113.256',
    '203.0.113.7:80',
    '[::1]',
    '::1%eth0',
    'a:b',
    '1:2:3:4:5:6:7:8:9',
    'x.example',
  ])('is not %j', (address) => {
    expect(isPayerAddress(address)).toBe(false);
  });
});
