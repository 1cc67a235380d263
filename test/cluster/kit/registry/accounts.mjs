// Who may do what at the kit's registry. The passwords are known to everybody: nothing outside of the kit reaches it.
const accounts = {
  builder: { password: 'builds-images', may: ['pull', 'push'] },
  reader: { password: 'reads-images', may: ['pull'] },
};

/** The account of an `authorization: Basic …`; undefined for nobody and for a wrong password. */
export function accountOf(authorization = '') {
  const [, given] = /^Basic (\S+)$/i.exec(authorization) ?? [];
  if (!given) return undefined;
  const text = Buffer.from(given, 'base64').toString();
  const name = text.slice(0, text.indexOf(':'));
  const known = Object.hasOwn(accounts, name) ? accounts[name] : undefined;
  return known?.password === text.slice(name.length + 1)
    ? { name, may: known.may }
    : undefined;
}

/** What of `repository:acme/web:pull,push` an account gets: less than was asked for is no error, as the protocol has it. */
export function accessOf({ may }, scopes) {
  return scopes.flatMap(scope => {
    const [, name, actions] =
      /^repository:([^:]+):([\w,*]+)$/.exec(scope) ?? [];
    if (!name) return [];
    const granted = actions.split(',').filter(action => may.includes(action));
    return [{ type: 'repository', name, actions: granted }];
  });
}
