using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MlOps.Sdk.Serving.Diagnostics;

/// <summary>The instruments of served models; they belong to the meter <c>MlOps.Sdk</c>.</summary>
internal static class Telemetry
{
    public const string EndpointTag = "mlops.endpoint";
    public const string VersionTag = "mlops.model.version";
    public const string StatusTag = "http.response.status_code";

    private static readonly Meter Meter = new(MlOps.Sdk.Diagnostics.Telemetry.SourceName);

    private static readonly Histogram<double> Duration =
        Meter.CreateHistogram<double>("mlops.serving.request.duration", "s", "How long requests for predictions took.");

    private static readonly Counter<long> Instances = Meter.CreateCounter<long>("mlops.serving.instances", "{instance}", "Instances predicted.");

    private static readonly Counter<long> Swaps = Meter.CreateCounter<long>("mlops.serving.deployments", "{deployment}", "Deployments taken over while running.");

    /// <summary>A moment to measure from; 0 if nobody listens.</summary>
    public static long Start(TimeProvider time) => Duration.Enabled ? time.GetTimestamp() : 0;

    public static void Answered(TimeProvider time, long start, string endpoint, int? version, int status, int instances)
    {
        if (start != 0)
        {
            TagList tags = new() { { EndpointTag, endpoint }, { VersionTag, version }, { StatusTag, status } };
            Duration.Record(time.GetElapsedTime(start).TotalSeconds, tags);
        }

        if (Instances.Enabled && instances > 0)
            Instances.Add(instances, new(EndpointTag, endpoint), new(VersionTag, version));
    }

    public static void Swapped(string endpoint) => Swaps.Add(1, new KeyValuePair<string, object?>(EndpointTag, endpoint));
}
