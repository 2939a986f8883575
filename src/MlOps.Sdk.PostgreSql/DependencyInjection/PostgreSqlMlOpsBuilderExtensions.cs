using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using MlOps.Sdk;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Runs.Relational;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Lets a team share its runs.</summary>
public static class PostgreSqlMlOpsBuilderExtensions
{
    /// <summary>Keeps runs, model versions and the audit log in PostgreSQL (13 or later) instead of a file, whether called before or after <c>AddLocal()</c>.</summary>
    /// <remarks>
    /// Applications on several machines then see each other's runs, number model versions together and write one audit log. What stays with each
    /// <see cref="MlOpsOptions.Root"/>: the files of artifacts, unless the artifact store is shared too (a product of another machine whose files aren't here is
    /// made again); and the locks, by which two runs don't do the same work at once (two machines may: both results hold, the later one is found from then on).
    /// A run whose process died is closed by the next run with the same root; if there is none, it stays as running.
    /// </remarks>
    /// <param name="builder">What <c>AddMlOps()</c> returned.</param>
    /// <param name="configure">Sets options; has the last word over the configuration section <c>MlOps:PostgreSql</c>.</param>
    public static MlOpsBuilder AddPostgreSql(this MlOpsBuilder builder, Action<PostgreSqlOptions>? configure = null)
    {
        IServiceCollection services = builder.Services;
        services.AddOptions<PostgreSqlOptions>()
            .Configure<IServiceProvider>((options, provider) => provider.GetService<IConfiguration>()?.GetSection("MlOps:PostgreSql").Bind(options))
            .ValidateOnStart();
        if (configure is not null)
            services.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<PostgreSqlOptions>, PostgreSqlOptionsValidator>());

        services.Replace(ServiceDescriptor.Singleton<RunDatabase, PostgreSqlDatabase>());
        services.Replace(ServiceDescriptor.Singleton<IRunStore, PostgreSqlRunStore>());
        services.Replace(ServiceDescriptor.Singleton<IModelRegistry, RelationalModelRegistry>());
        services.TryAddSingleton<RelationalAuditLog>();
        services.Replace(ServiceDescriptor.Singleton<IAuditLog>(provider => provider.GetRequiredService<RelationalAuditLog>()));
        services.TryAddSingleton<RootIdentity>();
        return builder;
    }
}
