using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing.Tests.Emulator.Vertex;

public sealed class TuningJobTests
{
    private const string X = """{"parameterId":"x","doubleValueSpec":{"minValue":0,"maxValue":10}}""";

    [Fact]
    public async Task Trials_get_their_parameters_as_arguments_and_report_their_last_measurement()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        JsonObject job = await vertex.EndedAsync(await vertex.SendAsync("POST", "hyperparameterTuningJobs", Job(X, trials: 3)));

        Assert.Equal("JOB_STATE_SUCCEEDED", (string?)job["state"]);
        JsonArray trials = job["trials"]!.AsArray();
        Assert.Equal(["1", "2", "3"], trials.Select(trial => (string)trial!["id"]!));
        foreach (JsonNode? trial in trials)
        {
            Assert.Equal("SUCCEEDED", (string?)trial!["state"]);
            double x = (double)trial["parameters"]![0]!["value"]!;
            Assert.InRange(x, 0, 10);
            Assert.Equal("score", (string?)trial["finalMeasurement"]!["metrics"]![0]!["metricId"]);
            Assert.Equal(-((x - 3) * (x - 3)) - 1, (double)trial["finalMeasurement"]!["metrics"]![0]!["value"]!, 12);
            Assert.Equal("3", (string?)trial["finalMeasurement"]!["stepCount"]);
        }

        Assert.Equal(3, trials.Select(trial => (double)trial!["parameters"]![0]!["value"]!).Distinct().Count());
    }

    [Fact]
    public async Task The_best_measurement_counts_if_the_study_says_so()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        JsonObject job = await vertex.EndedAsync(await vertex.SendAsync(
            "POST", "hyperparameterTuningJobs", Job(X, trials: 1, study: ",\"measurementSelectionType\":\"BEST_MEASUREMENT\"")));

        Assert.Equal("2", (string?)job["trials"]![0]!["finalMeasurement"]!["stepCount"]);
    }

    [Fact]
    public async Task A_grid_tries_every_combination_once()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        JsonObject job = await vertex.EndedAsync(await vertex.SendAsync("POST", "hyperparameterTuningJobs", Job(
            """{"parameterId":"x","integerValueSpec":{"minValue":"2","maxValue":"3"}},{"parameterId":"y","categoricalValueSpec":{"values":["a","b"]}}""",
            trials: 9, parallel: 2, study: ",\"algorithm\":\"GRID_SEARCH\"")));

        Assert.Equal("JOB_STATE_SUCCEEDED", (string?)job["state"]);
        Assert.Equal(["2a", "2b", "3a", "3b"], job["trials"]!.AsArray().Select(trial => $"{trial!["parameters"]![0]!["value"]}{trial["parameters"]![1]!["value"]}").Order());
    }

    [Fact]
    public async Task A_choice_has_the_same_number_however_many_run_side_by_side()
    {
        string grid = Job(
            """{"parameterId":"x","integerValueSpec":{"minValue":"1","maxValue":"4"}},{"parameterId":"y","categoricalValueSpec":{"values":["a","b"]}}""",
            trials: 8, parallel: 4, study: ",\"algorithm\":\"GRID_SEARCH\"");
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        JsonObject job = await vertex.EndedAsync(await vertex.SendAsync("POST", "hyperparameterTuningJobs", grid));

        Assert.Equal(
            ["1: 1a", "2: 1b", "3: 2a", "4: 2b", "5: 3a", "6: 3b", "7: 4a", "8: 4b"],
            job["trials"]!.AsArray().Select(trial => $"{trial!["id"]}: {trial["parameters"]![0]!["value"]}{trial["parameters"]![1]!["value"]}"));
    }

    [Fact]
    public async Task A_trial_that_fails_or_reports_nothing_is_infeasible_and_the_others_go_on()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        JsonObject job = await vertex.EndedAsync(await vertex.SendAsync("POST", "hyperparameterTuningJobs", Job(
            """{"parameterId":"x","discreteValueSpec":{"values":[3]}},{"parameterId":"kind","categoricalValueSpec":{"values":["broken","silent","plain"]}}""",
            trials: 3, study: ",\"algorithm\":\"GRID_SEARCH\"")));

        Assert.Equal("JOB_STATE_SUCCEEDED", (string?)job["state"]);
        JsonArray trials = job["trials"]!.AsArray();
        Assert.Equal(["INFEASIBLE", "INFEASIBLE", "SUCCEEDED"], trials.Select(trial => (string)trial!["state"]!));
        Assert.Contains("this kind is broken", (string)trials[0]!["infeasibleReason"]!, StringComparison.Ordinal);
        Assert.Contains("reported no metric", (string)trials[1]!["infeasibleReason"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_many_trials_that_fail_make_the_job_fail()
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();
        const string Broken = X + ",{\"parameterId\":\"kind\",\"categoricalValueSpec\":{\"values\":[\"broken\"]}}";

        JsonObject limited = await vertex.EndedAsync(await vertex.SendAsync(
            "POST", "hyperparameterTuningJobs", Job(Broken, trials: 5, more: ",\"maxFailedTrialCount\":2")));
        JsonObject all = await vertex.EndedAsync(await vertex.SendAsync("POST", "hyperparameterTuningJobs", Job(Broken, trials: 2)));

        Assert.Equal(("JOB_STATE_FAILED", 2), ((string?)limited["state"], limited["trials"]!.AsArray().Count));
        Assert.Equal("JOB_STATE_FAILED", (string?)all["state"]);
        Assert.StartsWith("All trials failed.", (string?)all["error"]!["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"parameterId":"x"}""", "", "has no range")]
    [InlineData("""{"parameterId":"x","doubleValueSpec":{"minValue":2,"maxValue":1}}""", "", "above its max_value")]
    [InlineData("""{"parameterId":"x","doubleValueSpec":{"minValue":0,"maxValue":1},"scaleType":"UNIT_LOG_SCALE"}""", "", "must be positive")]
    [InlineData(X, ",\"algorithm\":\"GRID_SEARCH\"", "'x' is a double")]
    [InlineData(X + "," + X, "", "occurs twice")]
    [InlineData("""{"parameterId":"x","doubleValueSpec":{"minValue":0,"maxValue":1},"integerValueSpec":{"minValue":0,"maxValue":1}}""", "", "oneof field")]
    public async Task A_study_that_makes_no_sense_is_refused(string parameters, string study, string message)
    {
        await using VertexConversation vertex = await VertexConversation.StartAsync();

        Assert.Contains(message, await vertex.RefusedAsync(
            "POST", "hyperparameterTuningJobs", Job(parameters, study: study), 400, "INVALID_ARGUMENT"), StringComparison.Ordinal);
    }

    private static string Job(string parameters, int trials = 2, int parallel = 1, string study = "", string more = "") =>
        $$$$"""
        {"displayName":"t","maxTrialCount":{{{{trials}}}},"parallelTrialCount":{{{{parallel}}}}{{{{more}}}},
         "studySpec":{"metrics":[{"metricId":"score","goal":"MAXIMIZE"}],"parameters":[{{{{parameters}}}}]{{{{study}}}}},
         "trialJobSpec":{"workerPoolSpecs":[{"machineSpec":{"machineType":"n1-standard-4"},"replicaCount":"1","containerSpec":{"imageUri":"img/tune"}}]}}
        """;
}
