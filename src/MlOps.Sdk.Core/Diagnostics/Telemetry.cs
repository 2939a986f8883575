using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MlOps.Sdk.Diagnostics;

/// <summary>The names under which the SDK's activities and meters are found.</summary>
public static class Telemetry
{
    /// <summary>The name of the activity source and of the meter: give it to <c>AddSource</c> and <c>AddMeter</c> of OpenTelemetry.</summary>
    public const string SourceName = "MlOps.Sdk";

    internal const string RunActivity = "mlops.run";
    internal const string StageActivity = "mlops.stage";

    internal const string PipelineTag = "mlops.pipeline";
    internal const string RunTag = "mlops.run.id";
    internal const string StageTag = "mlops.stage.name";
    internal const string PlatformTag = "mlops.platform";
    internal const string OutcomeTag = "mlops.outcome";
    internal const string KeyTag = "mlops.stage.key";
    internal const string AttemptsTag = "mlops.stage.attempts";

    internal static ActivitySource Activities { get; } = new(SourceName);

    internal static Meter Meter { get; } = new(SourceName);

    internal static Counter<long> Runs { get; } =
        Meter.CreateCounter<long>("mlops.runs", "{run}", "Runs that have ended, by pipeline and outcome.");

    internal static Counter<long> Stages { get; } =
        Meter.CreateCounter<long>("mlops.stages", "{stage}", "Stages that have ended, by pipeline, stage and outcome.");

    internal static Histogram<double> StageDuration { get; } =
        Meter.CreateHistogram<double>("mlops.stage.duration", "s", "How long executed stages took, by pipeline, stage and outcome.");
}
