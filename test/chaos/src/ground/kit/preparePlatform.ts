import { instance } from '../../places';
import { apply, preparePlatform as prepare, shippedManifests } from './parts';

/** What an administrator does before previews can be made, with the instance under test in the fence. */
export async function preparePlatform(): Promise<void> {
  await prepare();
  for (const manifest of await shippedManifests()) {
    if (manifest.kind !== 'ValidatingAdmissionPolicy') continue;
    const text = JSON.stringify(manifest).replace("'default'", `'${instance}'`);
    await apply(JSON.parse(text));
  }
}
