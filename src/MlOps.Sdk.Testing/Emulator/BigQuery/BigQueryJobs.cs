using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.BigQuery;

/// <summary>All jobs, by name.</summary>
internal sealed class BigQueryJobs : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly Dictionary<JobName, BigQueryJob> _jobs = [];

    /// <summary>Adds a job, unless there has been one of its name.</summary>
    public void Add(BigQueryJob job)
    {
        lock (_lock)
        {
            if (!_jobs.TryAdd(job.Name, job))
                throw new EmulatorException(409, "duplicate", $"Already Exists: Job {job.Name}");
        }
    }

    /// <summary>A job; without a location only the multi-regions are searched.</summary>
    public BigQueryJob Find(string project, string id, string? location)
    {
        lock (_lock)
        {
            foreach (string place in location is { Length: > 0 } ? [location] : (string[])["US", "EU"])
            {
                if (_jobs.TryGetValue(new JobName(project, place, id), out BigQueryJob? job))
                    return job;
            }
        }

        throw EmulatorException.NotFound($"Not found: Job {project}:{(location is { Length: > 0 } ? location + "." : "")}{id}");
    }

    /// <summary>Whether a job of the name has been started.</summary>
    public bool Has(JobName name)
    {
        lock (_lock)
            return _jobs.ContainsKey(name);
    }

    /// <summary>The jobs of a project, the newest first.</summary>
    public IReadOnlyList<BigQueryJob> All(string project)
    {
        lock (_lock)
            return [.. _jobs.Values.Where(job => job.Name.Project == project).Reverse()];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (BigQueryJob job in _jobs.Values)
        {
            job.Cancel();
            await job.Completion;
            job.Dispose();
        }
    }
}
