import { UnusableSetting, errorCodeOf, errorMessageOf } from './unusable-setting.ts';

type Address = { readonly host: string; readonly port: number };

/**
 * Explains an error that occurred while listening on an address.
 * @param prefix of the two settings' names: empty for the site, `METRICS_` for the metrics endpoint.
 */
export function explainListenError(
  prefix: '' | 'METRICS_',
  { host, port }: Address,
  error: unknown,
): UnusableSetting {
  const [hostName, portName] = [`${prefix}HOST`, `${prefix}PORT`];
  const explain = (setting: string, sentence: string): UnusableSetting =>
    new UnusableSetting(setting, `${sentence}.`, error);
  switch (errorCodeOf(error)) {
    case 'EADDRINUSE':
      return explain(
        portName,
        `the port ${port} of ${host} is taken by another program; stop that one, or set another port`,
      );
    case 'EACCES':
      return explain(
        portName,
        `this process may not listen on the port ${port} of ${host}; set one from 1024 on, and put a proxy before it`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
    case 'EINVAL':
      return explain(
        hostName,
        `"${host}" is no address of this machine; set 127.0.0.1 for this machine alone, 0.0.0.0 for all of its addresses`,
      );
    default:
      return explain(
        `${hostName}, ${portName}`,
        `nothing can listen on ${host}, port ${port} (${errorMessageOf(error)}); set another address`,
      );
  }
}
