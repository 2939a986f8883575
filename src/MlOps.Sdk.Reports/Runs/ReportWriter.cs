using Microsoft.Extensions.Options;
using MlOps.Sdk.Runs;

namespace MlOps.Sdk.Reports.Runs;

/// <summary>Writes the report of each run that has ended, under the run's id.</summary>
internal sealed class ReportWriter(RunReports reports, IOptions<MlOpsOptions> mlOps, IOptions<ReportsOptions> options) : IRunReporter
{
    public async Task<string> WriteAsync(string runId, CancellationToken cancellationToken)
    {
        string folder = Path.GetFullPath(options.Value.Folder ?? Path.Combine(mlOps.Value.Root, "reports"));
        string path = Path.Combine(folder, $"{runId}.html");
        Report report = await reports.CreateAsync(runId, cancellationToken);
        await report.SaveAsync(path, cancellationToken);
        return path;
    }
}
