namespace MlOps.Sdk.Clients;

/// <summary>What failed jobs are told as.</summary>
internal static class BigQueryFailures
{
    public static GoogleCloudException Of(BigQueryJobReference job, BigQueryJobError error) => new(
        GoogleApi.BigQuery.Name,
        "jobs.get",
        job.ToString(),
        null,
        error.Reason,
        string.IsNullOrEmpty(error.Location) ? $"The job failed ({error.Reason}): {error.Message}" : $"The job failed ({error.Reason} in {error.Location}): {error.Message}",
        Remedy(error.Reason))
    {
        Retryable = IsPassing(error.Reason),
    };

    public static GoogleCloudException Missing(BigQueryJobReference job) => new(
        GoogleApi.BigQuery.Name,
        "jobs.get",
        job.ToString(),
        System.Net.HttpStatusCode.NotFound,
        "notFound",
        "There is no such job.",
        $"Check that it was started in location '{job.Location}'; jobs are kept for six months.");

    // The job's id is used up: what is tried again is another job.
    private static bool IsPassing(string? reason) =>
        reason is "backendError" or "internalError" or "rateLimitExceeded" or "jobBackendError" or "jobInternalError" or "jobRateLimitExceeded" or "tableUnavailable";

    private static string? Remedy(string? reason) => reason switch
    {
        _ when IsPassing(reason) => "It passes by itself. Run it again; that starts a job with another id.",
        "invalidQuery" => "Correct the statement; it was not executed.",
        "notFound" => "Check the name, and that the data lies in the location in which the job runs.",
        "duplicate" => "The target isn't empty. Write with WRITE_TRUNCATE, or elsewhere.",
        "accessDenied" => "Grant the account roles/bigquery.dataEditor on the dataset, and storage.objects.get on the files.",
        "bytesBilledLimitExceeded" => "Raise the limit of bytes, or read fewer columns or partitions. Nothing was paid.",
        "quotaExceeded" => "The quota is used up. Wait ten minutes at least, or ask for more: https://console.cloud.google.com/iam-admin/quotas.",
        "resourcesExceeded" or "billingTierLimitExceeded" => "The statement needs too much memory at one place. Sort or group less at once.",
        "responseTooLarge" => "Write the result to a table.",
        "stopped" => "It was cancelled. Run it again; that starts a job with another id.",
        _ => null,
    };
}
