using MlOps.Sdk.Clients;

namespace MlOps.Sdk.Roles;

/// <summary>What Vertex AI tells a container by its environment, as the options of this SDK.</summary>
internal static class WorkerEnvironment
{
    /// <summary>Fills in what configuration hasn't set.</summary>
    /// <param name="options">The options.</param>
    /// <param name="place">A place in the bucket that the worker may use.</param>
    public static void Complete(GoogleCloudOptions options, ObjectUri place)
    {
        // The container knows its project only by these, and needs it for little more than labels.
        if (options.ProjectId.Length == 0)
            options.ProjectId = Variable("CLOUD_ML_PROJECT_ID") ?? Variable("AIP_PROJECT_NUMBER") ?? Variable("GOOGLE_CLOUD_PROJECT") ?? "worker";
        if (options.Region.Length == 0)
            options.Region = Variable("CLOUD_ML_REGION") ?? "global";
        if (options.Bucket.Length == 0)
            options.Bucket = place.Bucket;
        // The convention of Google's own clients for an emulator.
        options.Endpoint ??= Variable("STORAGE_EMULATOR_HOST");
    }

    /// <summary>A variable's value; null if it isn't set, or empty.</summary>
    public static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
