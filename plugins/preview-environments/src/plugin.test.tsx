import { createExtensionTester } from '@backstage/frontend-test-utils';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import { coreExtensionData } from '@backstage/frontend-plugin-api';
import { unwatchedEntity, watchedEntity } from './__testUtils__/fixtures';
import plugin from './plugin';

it('has the id that its backend and its configuration go by', () => {
  expect(plugin.id).toBe('preview-environments');
  expect(() => plugin.getExtension('api:preview-environments')).not.toThrow();
});

it('mounts the page with all previews at /previews', () => {
  const page = createExtensionTester(
    plugin.getExtension('page:preview-environments'),
  );
  expect(page.get(coreExtensionData.routePath)).toBe('/previews');
  expect(page.get(coreExtensionData.title)).toBe('Previews');
  expect(page.get(coreExtensionData.icon)).toBeDefined();
});

describe('the tab', () => {
  const tab = createExtensionTester(
    plugin.getExtension('entity-content:preview-environments'),
  );

  it('is at /previews, called Previews, in the group deployment', () => {
    expect(tab.get(coreExtensionData.routePath)).toBe('/previews');
    expect(tab.get(EntityContentBlueprint.dataRefs.title)).toBe('Previews');
    expect(tab.get(EntityContentBlueprint.dataRefs.group)).toBe('deployment');
  });

  it('is shown on entities that have opted in, and on no others', () => {
    const filter = tab.get(EntityContentBlueprint.dataRefs.filterFunction);
    expect(filter?.(watchedEntity)).toBe(true);
    expect(filter?.(unwatchedEntity)).toBe(false);
  });
});

describe('the card', () => {
  const card = createExtensionTester(
    plugin.getExtension('entity-card:preview-environments'),
  );

  it('stands among the contents of the overview', () => {
    expect(card.get(EntityCardBlueprint.dataRefs.type)).toBe('content');
  });

  it('is shown on entities that have opted in, and on no others', () => {
    const filter = card.get(EntityCardBlueprint.dataRefs.filterFunction);
    expect(filter?.(watchedEntity)).toBe(true);
    expect(filter?.(unwatchedEntity)).toBe(false);
  });
});
