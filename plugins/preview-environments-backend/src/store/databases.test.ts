import { databaseIds, testDatabases } from './__testUtils__/databases';

const databases = testDatabases();

const required =
  process.env.CI !== undefined ||
  process.env.PREVIEWENV_REQUIRE_POSTGRES !== undefined;

(required ? it : it.skip)(
  'runs the tests of the store on every database',
  () => {
    const missing = databaseIds.filter(
      id => !databases.ids.some(([supported]) => supported === id),
    );
    if (missing.length > 0) {
      throw new Error(
        `The store was not tested on ${missing}: set BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING, or run npm test, which starts a PostgreSQL.`,
      );
    }
  },
);
