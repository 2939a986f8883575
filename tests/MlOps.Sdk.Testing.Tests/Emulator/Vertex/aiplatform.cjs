// What Google's own client for Node says to the emulated Vertex AI, and what it has to hear.
const assert = require('node:assert');
const {JobServiceClient, ModelServiceClient, EndpointServiceClient, PredictionServiceClient} = require('@google-cloud/aiplatform').v1;
const {PassThroughClient} = require('google-auth-library');
const parent = 'projects/my-project/locations/europe-west4';
const options = {fallback: true, protocol: 'http', apiEndpoint: '127.0.0.1', port: Number(process.env.EMULATOR_PORT), authClient: new PassThroughClient(), projectId: 'my-project'};
const jobs = new JobServiceClient(options), models = new ModelServiceClient(options);
const endpoints = new EndpointServiceClient(options), predictions = new PredictionServiceClient(options);
const value = number => ({numberValue: number});
const machineSpec = {machineType: 'n1-standard-4'};

async function train() {
  const [job] = await jobs.createCustomJob({parent, customJob: {
    displayName: 'from node', labels: {'mlops-key': 'k'},
    jobSpec: {workerPoolSpecs: [{machineSpec, replicaCount: 1, containerSpec: {imageUri: 'img/train'}}], scheduling: {timeout: {seconds: 60}}}}});
  assert.strictEqual(job.state, 'JOB_STATE_PENDING');
  let current;
  do [current] = await jobs.getCustomJob({name: job.name}); while (!/SUCCEEDED|FAILED/.test(current.state));
  assert.strictEqual(current.state, 'JOB_STATE_SUCCEEDED');
  assert.ok(current.endTime.seconds > 0);
  const [found] = await jobs.listCustomJobs({parent, filter: 'labels.mlops-key="k"'});
  assert.deepStrictEqual(found.map(other => other.name), [job.name]);
  await assert.rejects(jobs.cancelCustomJob({name: job.name}), /FAILED_PRECONDITION/);
  const [deletion] = await jobs.deleteCustomJob({name: job.name});
  await deletion.promise();
  await assert.rejects(jobs.getCustomJob({name: job.name}), /does not exist/);
}

async function tune() {
  const [job] = await jobs.createHyperparameterTuningJob({parent, hyperparameterTuningJob: {
    displayName: 'tuning from node', maxTrialCount: 2, parallelTrialCount: 1,
    studySpec: {metrics: [{metricId: 'score', goal: 'MAXIMIZE'}], algorithm: 'RANDOM_SEARCH',
      parameters: [{parameterId: 'x', doubleValueSpec: {minValue: 1, maxValue: 9}}]},
    trialJobSpec: {workerPoolSpecs: [{machineSpec, replicaCount: 1, containerSpec: {imageUri: 'img/tune'}}]}}});
  let current;
  do [current] = await jobs.getHyperparameterTuningJob({name: job.name}); while (!/SUCCEEDED|FAILED/.test(current.state));
  assert.strictEqual(current.state, 'JOB_STATE_SUCCEEDED');
  assert.deepStrictEqual(current.trials.map(trial => trial.state), ['SUCCEEDED', 'SUCCEEDED']);
  const x = current.trials[0].parameters[0].value.numberValue;
  assert.ok(Math.abs(current.trials[0].finalMeasurement.metrics[0].value + (x - 3) ** 2 + 1) < 1e-9);
}

async function serve() {
  const upload = async request => {
    const [operation] = await models.uploadModel({parent, ...request, model: {displayName: 'm', versionAliases: ['champion'],
      containerSpec: {imageUri: 'img/serve', args: ['--factor=2'], predictRoute: '/predict', healthRoute: '/health', ports: [{containerPort: 8080}]}}});
    return (await operation.promise())[0];
  };
  const first = await upload({modelId: 'm'});
  const second = await upload({parentModel: first.model});
  assert.deepStrictEqual([first.modelVersionId, second.modelVersionId], ['1', '2']);
  const [versions] = await models.listModelVersions({name: first.model});
  assert.deepStrictEqual(versions.map(version => version.versionAliases), [['champion'], ['default']]);
  const [merged] = await models.mergeVersionAliases({name: `${first.model}@1`, versionAliases: ['champion']});
  assert.deepStrictEqual(merged.versionAliases, ['default', 'champion']);

  const [creation] = await endpoints.createEndpoint({parent, endpointId: 'e', endpoint: {displayName: 'e'}});
  const [endpoint] = await creation.promise();
  const deploy = async (id, model, trafficSplit) => {
    const [operation] = await endpoints.deployModel({endpoint: endpoint.name, trafficSplit,
      deployedModel: {id, model, dedicatedResources: {machineSpec, minReplicaCount: 1}}});
    return (await operation.promise())[0].deployedModel;
  };
  const deployed = await deploy('1', `${parent}/models/m@champion`, {0: 100});
  assert.strictEqual(deployed.modelVersionId, '1');
  await deploy('2', `${parent}/models/m@2`);
  const [read] = await endpoints.getEndpoint({name: endpoint.name});
  const [patched] = await endpoints.updateEndpoint({
    endpoint: {name: endpoint.name, displayName: 'e', etag: read.etag, trafficSplit: {1: 0, 2: 100}}, updateMask: {paths: ['traffic_split']}});
  assert.deepStrictEqual(patched.trafficSplit, {1: 0, 2: 100});
  const [answer] = await predictions.predict({endpoint: endpoint.name, instances: [value(4), {structValue: {fields: {x: value(2.5)}}}]});
  assert.deepStrictEqual(answer.predictions.map(prediction => prediction.numberValue), [8, 5]);
  assert.strictEqual(answer.deployedModelId, '2');
  await assert.rejects(predictions.predict({endpoint: endpoint.name, instances: [{stringValue: 'bad'}]}), /the instance is bad/);
  for (const id of ['1', '2']) {
    const [undeployment] = await endpoints.undeployModel({endpoint: endpoint.name, deployedModelId: id});
    await undeployment.promise();
  }
  await (await endpoints.deleteEndpoint({name: endpoint.name}))[0].promise();
  await (await models.deleteModelVersion({name: `${first.model}@2`}))[0].promise();
  await (await models.deleteModel({name: first.model}))[0].promise();
  await assert.rejects(models.getModel({name: first.model}), /does not exist/);
}

(async () => {
  await train();
  await tune();
  await serve();
  console.log('all done');
})().catch(error => { console.error(error); process.exit(1); });
