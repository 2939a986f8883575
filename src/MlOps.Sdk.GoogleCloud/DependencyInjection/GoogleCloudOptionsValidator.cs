using Microsoft.Extensions.Options;
using MlOps.Sdk.Clients;

namespace MlOps.Sdk;

/// <summary>Refuses settings with which no run could start; says all that is wrong at once.</summary>
internal sealed class GoogleCloudOptionsValidator : IValidateOptions<GoogleCloudOptions>
{
    public ValidateOptionsResult Validate(string? name, GoogleCloudOptions options)
    {
        List<string> failures = [];
        if (string.IsNullOrWhiteSpace(options.ProjectId))
            Add("ProjectId", options.ProjectId, "is no project", "Name the one that pays: gcloud config get project");
        if (string.IsNullOrWhiteSpace(options.Region))
            Add("Region", options.Region, "is no region", "Name one such as europe-west4.");
        if (BucketProblem(options.Bucket) is { } problem)
            Add("Bucket", options.Bucket, problem, "Name one such as 'my-bucket' or 'my-bucket/mlops'.");
        if (options.Dataset.Length == 0 || !options.Dataset.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'))
            Add("Dataset", options.Dataset, "can't name a dataset of BigQuery", "Use letters, digits and '_'.");
        if (options.Endpoint is not null && !Uri.TryCreate(options.Endpoint, UriKind.Absolute, out _))
            Add("Endpoint", options.Endpoint, "is no address", "Write one such as http://localhost:9050/, or leave it out for Google's own.");
        if (options.MinReplicas < 1 || options.MaxReplicas < options.MinReplicas)
            failures.Add(FormattableString.Invariant(
                $"MlOps:GoogleCloud:MaxReplicas: {options.MinReplicas} to {options.MaxReplicas} machines can't serve. MinReplicas is at least 1, MaxReplicas no less."));
        if (options.KeptDeployments < 0)
            failures.Add(FormattableString.Invariant($"MlOps:GoogleCloud:KeptDeployments: must be at least 0, was {options.KeptDeployments}."));
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);

        void Add(string key, string value, string what, string remedy) => failures.Add($"MlOps:GoogleCloud:{key}: '{value}' {what}. {remedy}");
    }

    private static string? BucketProblem(string bucket)
    {
        if (bucket.StartsWith("gs://", StringComparison.Ordinal))
            return "is a URI, not a name";
        try
        {
            return ObjectUri.Parse($"gs://{bucket}").Bucket.Length < 3 ? "can't name a bucket" : null;
        }
        catch (FormatException)
        {
            return "can't name a bucket";
        }
    }
}
