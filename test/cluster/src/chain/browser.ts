import { askAtEdge } from './requests';
import { HeaderLines, RawAnswer } from '../dataplane/rawRequest';
import { Setting } from '../ground/setting';

/** Asks as a browser does: it keeps the cookies of a domain for all its hosts, and follows nothing by itself. */
export class Browser {
  readonly #setting: Setting;
  readonly #cookies = new Map<string, string>();

  constructor(setting: Setting) {
    this.#setting = setting;
  }

  async open(url: string | URL): Promise<RawAnswer> {
    const { hostname, pathname, search } = new URL(url);
    const cookie = [...this.#cookies]
      .map(([name, value]) => `${name}=${value}`)
      .join('; ');
    const answer = await askAtEdge(this.#setting, hostname, {
      path: `${pathname}${search}`,
      headers: [
        ['user-agent', 'Mozilla/5.0'],
        ...(cookie ? ([['cookie', cookie]] as HeaderLines) : []),
      ],
    });
    for (const line of answer.headers['set-cookie'] ?? []) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [pair, ...attributes] = line.split(';');
    const [, name, value] = /^([^=]+)=(.*)$/.exec(pair) ?? [];
    if (name === undefined) return;
    const ended = attributes.some(attribute =>
      /expires=Thu, 01 Jan 1970|max-age=0$/i.test(attribute.trim()),
    );
    if (ended) this.#cookies.delete(name);
    else this.#cookies.set(name, value);
  }
}
