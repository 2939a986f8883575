namespace MlOps.Sdk.Testing.Tests.Emulator.Dataflow;

public sealed class DataflowConversationTests
{
    [Fact]
    public async Task Googles_own_client_launches_watches_cancels_and_lists_jobs()
    {
        Assert.SkipWhen(RunningDataflow.WhyPythonIsMissing is not null, RunningDataflow.WhyPythonIsMissing ?? "");
        await using GoogleCloudEmulator google = await GoogleCloudEmulator.StartAsync();

        string printed = await NodeConversation.RunAsync(google, "@google-cloud/dataflow", "4.1.2", """
            const assert = require('node:assert');
            const { FlexTemplatesServiceClient, JobsV1Beta3Client, MessagesV1Beta3Client, MetricsV1Beta3Client } = require('@google-cloud/dataflow');
            const { PassThroughClient } = require('google-auth-library');
            const port = Number(process.env.EMULATOR_PORT);
            const options = { fallback: true, protocol: 'http', apiEndpoint: '127.0.0.1', port, projectId: 'p', authClient: new PassThroughClient() };
            const place = { projectId: 'p', location: 'europe-west3' };
            const yaml = (rows) => `pipeline: {type: chain, transforms: [{type: Create, config: {elements: ${rows}}}, {type: MapToFields, name: Divide, config: {language: python, fields: {q: {expression: 6 / element, output_type: number}}}}]}`;

            async function launch(jobName, text) {
              const [answer] = await new FlexTemplatesServiceClient(options).launchFlexTemplate({
                ...place,
                launchParameter: {
                  jobName,
                  containerSpecGcsPath: 'gs://dataflow-templates-europe-west3/latest/flex/Yaml_Template',
                  parameters: { yaml_pipeline: text },
                  environment: { maxWorkers: 2, tempLocation: 'gs://b/tmp', ipConfiguration: 'WORKER_IP_PRIVATE', additionalUserLabels: { team: 'node' } },
                },
              });
              return answer.job;
            }

            async function main() {
              const jobs = new JobsV1Beta3Client(options);
              const ended = async (jobId) => {
                for (;;) {
                  const [job] = await jobs.getJob({ ...place, jobId, view: 'JOB_VIEW_ALL' });
                  if (['JOB_STATE_DONE', 'JOB_STATE_FAILED', 'JOB_STATE_CANCELLED'].includes(job.currentState)) return job;
                }
              };
              const good = await launch('good', yaml('[1, 2, 3]'));
              assert.equal(good.name, 'good');
              const done = await ended(good.id);
              assert.equal(done.currentState, 'JOB_STATE_DONE');
              assert.equal(done.labels.team, 'node');
              const [metrics] = await new MetricsV1Beta3Client(options).getJobMetrics({ ...place, jobId: good.id });
              assert.equal(metrics.metrics.find(metric => metric.name.context.output_user_name === 'Divide-out0').scalar.numberValue, 3);

              const bad = await launch('bad', yaml('[1, 0]'));
              assert.equal((await ended(bad.id)).currentState, 'JOB_STATE_FAILED');
              const [errors] = await new MessagesV1Beta3Client(options).listJobMessages({ ...place, jobId: bad.id, minimumImportance: 'JOB_MESSAGE_ERROR' });
              assert.match(errors.at(-1).messageText, /ZeroDivisionError: division by zero \[while running 'Divide'\]$/);

              const endless = await launch('endless', "pipeline: {type: chain, transforms: [{type: Create, config: {elements: [1]}}, {type: Filter, config: {language: python, keep: {callable: \"def f(row):\\n  while True:\\n    pass\\n\"}}}]}");
              await assert.rejects(launch('endless', yaml('[1]')), /already an active job named endless/);
              await jobs.updateJob({ ...place, jobId: endless.id, job: { requestedState: 'JOB_STATE_CANCELLED' } });
              assert.equal((await ended(endless.id)).currentState, 'JOB_STATE_CANCELLED');
              await assert.rejects(launch('Bad_name', yaml('[1]')), /The job name .*Bad_name.* is invalid/);

              const [listed] = await jobs.listJobs({ ...place, filter: 'TERMINATED', pageSize: 2 });
              assert.deepEqual(listed.map(job => job.name), ['endless', 'bad', 'good']);
              const [everywhere] = await jobs.aggregatedListJobs({ projectId: 'p', filter: 'ALL' });
              assert.equal(everywhere.length, 3);
              console.log('done');
            }
            main();
            """);

        Assert.Equal("done", printed.Trim());
    }
}
