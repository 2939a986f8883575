using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace MlOps.Sdk.Clients;

/// <summary>What Dataflow is sent and answers, as JSON.</summary>
internal static partial class DataflowJson
{
    private const string Pipeline = "yaml_pipeline";
    private const string PipelineFile = "yaml_pipeline_file";

    /// <summary>The body of a launch.</summary>
    /// <exception cref="ArgumentException">Dataflow wouldn't take it.</exception>
    public static JsonObject Launch(DataflowLaunch launch, string region)
    {
        Check(launch);
        JsonObject parameters = Texts(launch.Parameters);
        if (launch.Pipeline is not null)
            parameters[Pipeline] = Literal(launch.Pipeline);
        else
            parameters[PipelineFile] = launch.PipelineFile;
        return new JsonObject
        {
            ["launchParameter"] = new JsonObject
            {
                ["jobName"] = launch.JobName,
                ["containerSpecGcsPath"] = launch.Template ?? $"gs://dataflow-templates-{region}/latest/flex/Yaml_Template",
                ["parameters"] = parameters,
                ["environment"] = Environment(launch),
            },
        };
    }

    public static DataflowJob Job(JsonNode job) => new(
        Text(job, "id"), Text(job, "name"), State((string?)job["currentState"]), Text(job, "location"), Time((string?)job["createTime"]),
        job["labels"]?.AsObject().ToDictionary(label => label.Key, label => (string?)label.Value ?? "", StringComparer.Ordinal) ?? [])
    {
        BeamVersion = (string?)job["jobMetadata"]?["sdkVersion"]?["version"],
    };

    public static IEnumerable<DataflowJob> Jobs(JsonObject page) => page["jobs"]?.AsArray().Select(job => Job(job!)) ?? [];

    public static IEnumerable<DataflowMessage> Messages(JsonObject page) => page["jobMessages"]?.AsArray().Select(message => new DataflowMessage(
        Time((string?)message!["time"]), Importance((string?)message["messageImportance"]), (string?)message["messageText"] ?? "")) ?? [];

    public static string Word(DataflowMessageImportance importance) => $"JOB_MESSAGE_{importance.ToString().ToUpperInvariant()}";

    public static string Word(DataflowJobState state) => state == DataflowJobState.ResourceCleaningUp ? "JOB_STATE_RESOURCE_CLEANING_UP" : $"JOB_STATE_{state.ToString().ToUpperInvariant()}";

    /// <summary>A text that Jinja, which the template runs over every pipeline, gives back as it is.</summary>
    public static string Literal(string text) => Tag().Replace(text, "{{ '$0' }}");

    private static JsonObject Environment(DataflowLaunch launch)
    {
        DataflowEnvironment given = launch.Environment;
        JsonObject labels = Texts(given.Labels);
        labels[DataflowJob.LaunchLabel] = launch.LaunchKey;
        JsonObject environment = new() { ["additionalUserLabels"] = labels };
        Set("tempLocation", given.TempLocation);
        Set("stagingLocation", given.StagingLocation);
        Set("serviceAccountEmail", given.ServiceAccount);
        Set("machineType", given.MachineType);
        Set("numWorkers", given.Workers);
        Set("maxWorkers", given.MaxWorkers);
        Set("network", given.Network);
        Set("subnetwork", given.Subnetwork);
        Set("kmsKeyName", given.KmsKey);
        Set("ipConfiguration", given.PublicAddresses switch { null => null, true => "WORKER_IP_PUBLIC", false => "WORKER_IP_PRIVATE" });
        return environment;

        void Set(string name, JsonNode? value)
        {
            if (value is not null)
                environment[name] = value;
        }
    }

    private static void Check(DataflowLaunch launch)
    {
        if (!JobName().IsMatch(launch.JobName))
            throw new ArgumentException($"The job's name must be lower-case letters, digits and hyphens, a letter first and no hyphen last, was '{launch.JobName}'.", nameof(launch));
        if (!LaunchKey().IsMatch(launch.LaunchKey))
            throw new ArgumentException($"The launch's key must be 1 to 63 lower-case letters, digits, '_' and '-', was '{launch.LaunchKey}'.", nameof(launch));
        if (launch.Pipeline is null == launch.PipelineFile is null)
            throw new ArgumentException($"A launch has either a {nameof(DataflowLaunch.Pipeline)} or a {nameof(DataflowLaunch.PipelineFile)}.", nameof(launch));
        if (launch.Parameters.Keys.FirstOrDefault(name => name is Pipeline or PipelineFile) is { } taken)
            throw new ArgumentException($"'{taken}' is no further parameter. Set {nameof(DataflowLaunch.Pipeline)} or {nameof(DataflowLaunch.PipelineFile)}.", nameof(launch));
        if (launch.Environment.Labels.ContainsKey(DataflowJob.LaunchLabel))
            throw new ArgumentException($"The label '{DataflowJob.LaunchLabel}' is the launch's own. Set {nameof(DataflowLaunch.LaunchKey)}.", nameof(launch));
    }

    private static DataflowJobState State(string? word) =>
        Enum.TryParse(word?.Replace("JOB_STATE_", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out DataflowJobState state) ? state : DataflowJobState.Unknown;

    private static DataflowMessageImportance Importance(string? word) =>
        Enum.TryParse(word?.Replace("JOB_MESSAGE_", "", StringComparison.Ordinal), ignoreCase: true, out DataflowMessageImportance importance) ? importance : DataflowMessageImportance.Debug;

    private static DateTime Time(string? text) => text is null
        ? DateTime.UnixEpoch
        : DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);

    private static string Text(JsonNode job, string name) => (string?)job[name] ?? "";

    private static JsonObject Texts(IReadOnlyDictionary<string, string> texts) => new(texts.Select(text => KeyValuePair.Create(text.Key, (JsonNode?)text.Value)));

    [GeneratedRegex(@"\{[{%#]")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\A[a-z]([-a-z0-9]{0,1022}[a-z0-9])?\z")]
    private static partial Regex JobName();

    [GeneratedRegex(@"\A[a-z0-9_-]{1,63}\z")]
    private static partial Regex LaunchKey();
}
