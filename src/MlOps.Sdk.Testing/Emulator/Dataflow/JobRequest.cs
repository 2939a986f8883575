using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Dataflow;

/// <summary>A launch of the template, as Dataflow takes it.</summary>
internal sealed partial record JobRequest(string Project, string Region, string Name, IReadOnlyDictionary<string, string> Parameters, IReadOnlyDictionary<string, string> Labels)
{
    private const int MostWorkers = 1000;

    public required bool ValidateOnly { get; init; }

    public string? TempLocation { get; init; }

    public string? ServiceAccount { get; init; }

    public string? MachineType { get; init; }

    public int MaxWorkers { get; init; }

    /// <summary>Reads a body of <c>flexTemplates:launch</c>.</summary>
    /// <exception cref="EmulatorException">Dataflow wouldn't take it.</exception>
    public static JobRequest Read(EmulatorRequest request)
    {
        StrictJson body = new(request.Json(), "");
        StrictJson launch = body.Object("launchParameter");
        bool validateOnly = body.Flag("validateOnly");
        body.Close();

        string name = launch.Text("jobName") ?? throw EmulatorException.Invalid("Field 'launch_parameter.job_name' is required.");
        if (!JobName().IsMatch(name))
            throw EmulatorException.Invalid($"The job name '{name}' is invalid; it must match [a-z]([-a-z0-9]{{0,1022}}[a-z0-9])?.");
        YamlTemplate.CheckPath(launch.Text("containerSpecGcsPath"));
        IReadOnlyDictionary<string, string> parameters = launch.Texts("parameters");
        YamlTemplate.CheckParameters(parameters);
        if (launch.Flag("update") || launch.Texts("transformNameMappings").Count > 0)
            throw EmulatorException.Invalid($"The job '{name}' is a batch job, which can't be updated.");
        if (launch.Texts("launchOptions").Count > 0)
            throw EmulatorException.Invalid("Field 'launch_parameter.launch_options' has unknown options.");
        JobRequest result = ReadEnvironment(launch.Object("environment"), new(
            request.Route["project"], request.Route["region"], name, parameters, new Dictionary<string, string>()) { ValidateOnly = validateOnly });
        launch.Close();
        return result;
    }

    /// <summary>The environment of the job that it has become.</summary>
    public JsonObject ToEnvironment()
    {
        JsonObject options = new(Parameters.Where(parameter => !YamlTemplate.IsPipeline(parameter.Key)).Select(parameter => KeyValuePair.Create(parameter.Key, (JsonNode?)parameter.Value)));
        JsonObject pool = new() { ["kind"] = "harness" };
        if (MachineType is not null)
            pool["machineType"] = MachineType;
        if (MaxWorkers > 0)
            pool["autoscalingSettings"] = new JsonObject { ["maxNumWorkers"] = MaxWorkers };
        JsonObject environment = new() { ["sdkPipelineOptions"] = options, ["workerPools"] = new JsonArray(pool) };
        if (TempLocation is not null)
            environment["tempStoragePrefix"] = TempLocation;
        if (ServiceAccount is not null)
            environment["serviceAccountEmail"] = ServiceAccount;
        return environment;
    }

    private static JobRequest ReadEnvironment(StrictJson environment, JobRequest request)
    {
        int maxWorkers = environment.Number("maxWorkers");
        foreach ((string field, int value) in new[] { ("maxWorkers", maxWorkers), ("numWorkers", environment.Number("numWorkers")) })
        {
            if (value is < 0 or > MostWorkers)
                throw environment.Invalid(field, string.Create(CultureInfo.InvariantCulture, $"is not within 1 and {MostWorkers}"));
        }

        foreach (string field in new[] { "tempLocation", "stagingLocation", "saveHeapDumpsToGcsPath" })
        {
            if (environment.Text(field) is { Length: > 0 } folder && !folder.StartsWith("gs://", StringComparison.Ordinal))
                throw environment.Invalid(field, "is not a path of Cloud Storage");
        }

        if (environment.Text("workerRegion") is { Length: > 0 } && environment.Text("workerZone") is { Length: > 0 })
            throw environment.Invalid("workerZone", "can't be set together with worker_region");
        IReadOnlyDictionary<string, string> labels = environment.Texts("additionalUserLabels");
        foreach ((string key, string value) in labels)
        {
            if (!LabelKey().IsMatch(key) || !LabelValue().IsMatch(value))
                throw EmulatorException.Invalid($"The label '{key}: {value}' is invalid: up to 63 lower-case letters, digits, underscores and hyphens, in keys a letter first.");
        }

        environment.Word("ipConfiguration", "WORKER_IP_UNSPECIFIED", "WORKER_IP_PUBLIC", "WORKER_IP_PRIVATE");
        environment.Word("flexrsGoal", "FLEXRS_UNSPECIFIED", "FLEXRS_SPEED_OPTIMIZED", "FLEXRS_COST_OPTIMIZED");
        environment.Word("autoscalingAlgorithm", "AUTOSCALING_ALGORITHM_UNKNOWN", "AUTOSCALING_ALGORITHM_NONE", "AUTOSCALING_ALGORITHM_BASIC");
        environment.Word("streamingMode", "STREAMING_MODE_UNSPECIFIED", "STREAMING_MODE_EXACTLY_ONCE", "STREAMING_MODE_AT_LEAST_ONCE");
        foreach (string field in new[] { "enableStreamingEngine", "dumpHeapOnOom", "enableLauncherVmSerialPortLogging" })
            environment.Flag(field);
        foreach (string field in new[] { "additionalExperiments", "additionalPipelineOptions" })
            environment.List(field);
        foreach (string field in new[] { "launcherMachineType", "network", "subnetwork", "zone", "kmsKeyName", "sdkContainerImage" })
            environment.Text(field);
        environment.Number("diskSizeGb");
        JobRequest result = request with
        {
            Labels = labels,
            MaxWorkers = maxWorkers,
            TempLocation = environment.Text("tempLocation"),
            ServiceAccount = environment.Text("serviceAccountEmail"),
            MachineType = environment.Text("machineType"),
        };
        environment.Close();
        return result;
    }

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]{0,1022}[a-z0-9])?\z")]
    private static partial Regex JobName();

    [GeneratedRegex(@"\A[\p{Ll}\p{Lo}][\p{Ll}\p{Lo}\p{N}_-]{0,62}\z")]
    private static partial Regex LabelKey();

    [GeneratedRegex(@"\A[\p{Ll}\p{Lo}\p{N}_-]{0,63}\z")]
    private static partial Regex LabelValue();
}
