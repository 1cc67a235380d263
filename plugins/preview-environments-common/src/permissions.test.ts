import { previewEnvironmentsPermissions } from './permissions';

it('has the permissions that the REST API is documented with', () => {
  expect(
    previewEnvironmentsPermissions.map(({ type, name }) => `${type} ${name}`),
  ).toEqual([
    'basic preview-environments.preview.read',
    'basic preview-environments.preview.create',
    'basic preview-environments.preview.approve',
    'basic preview-environments.preview.update',
    'basic preview-environments.preview.delete',
    'basic preview-environments.admin',
  ]);
});
