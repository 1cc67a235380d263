/** A token of the demo user, as the user interface gets one. */
async function guestToken(backend: string): Promise<string> {
  const response = await fetch(`${backend}/api/auth/guest/refresh`, {
    headers: { 'x-requested-with': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = (await response.json()) as {
    backstageIdentity: { token: string };
  };
  return backstageIdentity.token;
}

/** Whether the catalog has read the demo's components, and the product their repositories. */
export async function knowsComponents(backend: string): Promise<boolean> {
  const token = await guestToken(backend);
  const entityRefs = ['web', 'cart', 'payments'].map(
    name => `component:default/${name}`,
  );
  const watched = await Promise.all(
    entityRefs.map(async entityRef => {
      const response = await fetch(
        `${backend}/api/preview-environments/v1/repositories?entityRef=${entityRef}`,
        { headers: { authorization: `Bearer ${token}` } },
      );
      if (!response.ok) return false;
      const { items } = (await response.json()) as { items: unknown[] };
      return items.length > 0;
    }),
  );
  return watched.every(Boolean);
}
