using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MlOps.Sdk;
using MlOps.Sdk.Reports;
using MlOps.Sdk.Reports.Runs;
using MlOps.Sdk.Runs;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the reports of runs.</summary>
public static class ReportsMlOpsBuilderExtensions
{
    /// <summary>The configuration section that <see cref="ReportsOptions"/> are bound from.</summary>
    public const string Section = "MlOps:Reports";

    /// <summary>
    /// Writes a report of each run when it has ended, however it did: one HTML file, which asks for nothing from outside. Also adds <see cref="RunReports"/>,
    /// which reports on and compares earlier runs.
    /// </summary>
    /// <param name="builder">The application's services.</param>
    /// <param name="configure">Sets options; has the last word over the configuration section.</param>
    public static MlOpsBuilder AddReports(this MlOpsBuilder builder, Action<ReportsOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<ReportsOptions>()
            .Configure<IServiceProvider>((options, provider) => provider.GetService<IConfiguration>()?.GetSection(Section).Bind(options));
        if (configure is not null)
            builder.Services.Configure(configure);
        builder.Services.TryAddSingleton(provider => new RunReports(provider.GetRequiredService<IRunStore>()));
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IRunReporter, ReportWriter>());
        return builder;
    }
}
