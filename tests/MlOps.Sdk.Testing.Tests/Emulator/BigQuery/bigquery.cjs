// A conversation of Google's own client with the emulator; what it finds is printed as one object of JSON.
const { BigQuery } = require('@google-cloud/bigquery');
const { writeFile } = require('node:fs/promises');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

const address = `http://127.0.0.1:${process.env.EMULATOR_PORT}`;
const bucket = 'files';

async function converse() {
  const found = {};
  const bigquery = new BigQuery({
    projectId: 'p-1',
    apiEndpoint: address,
    authClient: { getRequestHeaders: async () => new Headers(), request: async () => { throw new Error('no credential is asked for'); } },
  });

  const [dataset] = await bigquery.createDataset('node', { location: 'EU' });
  found.location = (await dataset.getMetadata())[0].location;
  try {
    await bigquery.createDataset('node', { location: 'EU' });
  } catch (error) {
    found.duplicate = `${error.code} ${error.errors[0].reason}`;
  }

  const [table] = await dataset.createTable('t', { schema: 'n:integer, s:string, at:timestamp, xs:float', labels: { who: 'node' } });
  await table.insert([{ n: 1, s: 'a', at: bigquery.timestamp('2024-02-29T12:34:56.789Z'), xs: 1.5 }, { n: 2, s: 'b', at: null, xs: Number.NaN.toString() }]);
  try {
    await table.insert([{ n: 'many' }]);
  } catch (error) {
    found.partialFailure = `${error.name} ${error.errors[0].errors[0].reason}`;
  }

  const [rows] = await table.getRows();
  found.rows = rows.sort((a, b) => a.n - b.n).map(row => [row.n, row.s, row.at && row.at.value, String(row.xs)]);

  const file = join(tmpdir(), `mlops-node-${process.pid}.json`);
  await writeFile(file, '{"n":3,"s":"c"}\n{"n":4,"s":"d"}\n');
  const [loaded] = await table.load(file, { format: 'JSON', writeDisposition: 'WRITE_APPEND' });
  found.loaded = loaded.statistics.load.outputRows;

  const [answer] = await bigquery.query({
    query: 'SELECT SUM(n) AS total, @s AS s, ARRAY_AGG(n ORDER BY n) AS ns FROM `p-1.node.t` WHERE n > @least',
    params: { s: 'words', least: 1 },
    location: 'EU',
  });
  found.answer = answer;

  const [dry] = await bigquery.createQueryJob({ query: 'SELECT n FROM `p-1.node.t`', dryRun: true, location: 'EU' });
  found.dryRun = dry.metadata.statistics.totalBytesProcessed;

  const digits = 'WITH d AS (SELECT x FROM UNNEST([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]) AS x)';
  const [query] = await bigquery.createQueryJob({
    query: `${digits} SELECT h.x * 1000 + i.x * 100 + j.x * 10 + k.x AS x FROM d AS h, d AS i, d AS j, d AS k ORDER BY x DESC`, location: 'EU',
  });
  const [numbers] = await query.getQueryResults();
  found.numbers = [numbers.length, numbers[0].x, numbers.at(-1).x];

  try {
    await bigquery.query({ query: 'SELECT 1/0 AS x', location: 'EU' });
  } catch (error) {
    found.failure = error.errors[0].reason;
  }

  const [extract] = await bigquery.createJob({
    configuration: { extract: { sourceTable: { projectId: 'p-1', datasetId: 'node', tableId: 't' }, destinationUris: [`gs://${bucket}/node/*.csv`], destinationFormat: 'CSV' } },
    location: 'EU',
  });
  await extract.promise();
  found.extracted = (await extract.getMetadata())[0].statistics.extract.destinationUriFileCounts;

  await dataset.delete({ force: true });
  found.left = (await bigquery.getDatasets())[0].map(each => each.id);
  console.log(JSON.stringify(found));
}

converse().catch(error => { console.error(error.message, error.errors); process.exit(1); });
