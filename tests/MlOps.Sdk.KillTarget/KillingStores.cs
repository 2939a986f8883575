using Microsoft.Extensions.DependencyInjection;
using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Data;
using MlOps.Sdk.Deployments;
using MlOps.Sdk.Lineage;
using MlOps.Sdk.Models;
using MlOps.Sdk.Registry;
using MlOps.Sdk.Runs;
using MlOps.Sdk.Stages;

namespace MlOps.Sdk.KillTarget;

/// <summary>Puts the counter around everything that a run writes.</summary>
public static class KillingStores
{
    public static void KillAtWrites(this IServiceCollection services, WriteCounter writes)
    {
        Decorate<IRunStore>(services, inner => new RunStore(inner, writes));
        Decorate<IArtifactStore>(services, inner => new ArtifactStore(inner, writes));
        Decorate<IModelRegistry>(services, inner => new ModelRegistry(inner, writes));
        Decorate<IAuditLog>(services, inner => new AuditLog(inner, writes));
        Decorate<IDeployer>(services, inner => new Deployer(inner, writes));
    }

    private static void Decorate<T>(IServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        ServiceDescriptor descriptor = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(descriptor);
        services.Add(descriptor.IsKeyedService
            ? ServiceDescriptor.KeyedSingleton(
                descriptor.ServiceKey, (provider, _) => decorate((T)ActivatorUtilities.CreateInstance(provider, descriptor.KeyedImplementationType!)))
            : ServiceDescriptor.Singleton(provider => decorate(
                (T)(descriptor.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, descriptor.ImplementationType!)))));
    }

    private sealed class RunStore(IRunStore inner, WriteCounter writes) : IRunStore
    {
        public Task BeginAsync(RunRecord run, CancellationToken cancellationToken) => writes.AroundAsync(() => inner.BeginAsync(run, cancellationToken));

        public Task FinishAsync(string runId, RunState state, TimeSpan? duration, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.FinishAsync(runId, state, duration, cancellationToken));

        public Task RecordAsync(string runId, StageRun stage, StageResult? result, StageLineage? lineage, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.RecordAsync(runId, stage, result, lineage, cancellationToken));

        public Task WriteNoteAsync(string key, string name, string value, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.WriteNoteAsync(key, name, value, cancellationToken));

        public Task<StageResult?> FindAsync(string key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

        public Task<StageKey?> FindPreviousKeyAsync(string pipeline, string stage, CancellationToken cancellationToken) =>
            inner.FindPreviousKeyAsync(pipeline, stage, cancellationToken);

        public Task<RunRecord?> FindRunAsync(string runId, CancellationToken cancellationToken) => inner.FindRunAsync(runId, cancellationToken);

        public Task<RunRecord?> FindRunBeforeAsync(string runId, CancellationToken cancellationToken) => inner.FindRunBeforeAsync(runId, cancellationToken);

        public Task<StageResult?> FindPreviousAsync(string pipeline, string stage, string exceptKey, CancellationToken cancellationToken) =>
            inner.FindPreviousAsync(pipeline, stage, exceptKey, cancellationToken);

        public Task<StageResult?> FindPreviousToAsync(string runId, string pipeline, string stage, string exceptKey, CancellationToken cancellationToken) =>
            inner.FindPreviousToAsync(runId, pipeline, stage, exceptKey, cancellationToken);

        public Task<RunReferences> ReadReferencesAsync(CancellationToken cancellationToken) => inner.ReadReferencesAsync(cancellationToken);

        public Task MarkPrunedAsync(IReadOnlyList<string> keys, DateTimeOffset time, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.MarkPrunedAsync(keys, time, cancellationToken));

        public Task<IReadOnlyList<StageLineage>> FindLineageAsync(string fingerprint, CancellationToken cancellationToken) =>
            inner.FindLineageAsync(fingerprint, cancellationToken);

        public Task<IReadOnlyList<RunRecord>> ListAsync(string? pipeline, int limit, CancellationToken cancellationToken) =>
            inner.ListAsync(pipeline, limit, cancellationToken);

        public Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellationToken) => inner.ListUnfinishedAsync(cancellationToken);

        public Task<IReadOnlyList<StageRun>> ListStagesAsync(string runId, CancellationToken cancellationToken) =>
            inner.ListStagesAsync(runId, cancellationToken);

        public Task<string?> ReadNoteAsync(string key, string name, CancellationToken cancellationToken) => inner.ReadNoteAsync(key, name, cancellationToken);
    }

    private sealed class ArtifactStore(IArtifactStore inner, WriteCounter writes) : IArtifactStore
    {
        public Task<DataFile> AddAsync(string path, CancellationToken cancellationToken) => writes.AroundAsync(() => inner.AddAsync(path, cancellationToken));

        public Task<IReadOnlyList<DataFile>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

        public Task DeleteAsync(DataFile file, CancellationToken cancellationToken) => writes.AroundAsync(() => inner.DeleteAsync(file, cancellationToken));

        public string Resolve(DataFile file) => inner.Resolve(file);

        public Task<string> FetchAsync(DataFile file, CancellationToken cancellationToken) => inner.FetchAsync(file, cancellationToken);

        public Task<bool> VerifyAsync(DataFile file, CancellationToken cancellationToken) => inner.VerifyAsync(file, cancellationToken);
    }

    private sealed class ModelRegistry(IModelRegistry inner, WriteCounter writes) : IModelRegistry
    {
        public Task<Registration> RegisterAsync(RegistrationRequest request, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.RegisterAsync(request, cancellationToken));

        public Task SetAliasAsync(string model, ModelAlias alias, int? version, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.SetAliasAsync(model, alias, version, cancellationToken));

        public Task ApproveAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.ApproveAsync(model, version, by, comment, cancellationToken));

        public Task RejectAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.RejectAsync(model, version, by, comment, cancellationToken));

        public Task PromoteAsync(string model, int version, string by, string? comment, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.PromoteAsync(model, version, by, comment, cancellationToken));

        public Task<IReadOnlyList<string>> ListModelsAsync(CancellationToken cancellationToken) => inner.ListModelsAsync(cancellationToken);

        public Task<IReadOnlyList<ModelVersion>> ListAsync(string model, CancellationToken cancellationToken) => inner.ListAsync(model, cancellationToken);

        public Task<RegisteredVersion?> FindAsync(string model, int version, CancellationToken cancellationToken) => inner.FindAsync(model, version, cancellationToken);

        public Task<ModelVersion?> FindAsync(string model, ModelAlias alias, CancellationToken cancellationToken) => inner.FindAsync(model, alias, cancellationToken);

        public Task<ModelCard> ReadCardAsync(string model, int version, CancellationToken cancellationToken) => inner.ReadCardAsync(model, version, cancellationToken);
    }

    private sealed class AuditLog(IAuditLog inner, WriteCounter writes) : IAuditLog
    {
        public Task AppendAsync(string action, string subject, string detail, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.AppendAsync(action, subject, detail, cancellationToken));

        public Task<AuditEntry?> FindLastAsync(string subject, CancellationToken cancellationToken) => inner.FindLastAsync(subject, cancellationToken);

        public Task<IReadOnlyList<AuditEntry>> ListAsync(CancellationToken cancellationToken) => inner.ListAsync(cancellationToken);

        public Task<AuditVerification> VerifyAsync(AuditAnchor? anchor, CancellationToken cancellationToken) => inner.VerifyAsync(anchor, cancellationToken);

        public Task<AuditAnchor> ExportAsync(string path, CancellationToken cancellationToken) => inner.ExportAsync(path, cancellationToken);

        public Task<LiveState> AsOfAsync(DateTimeOffset date, CancellationToken cancellationToken) => inner.AsOfAsync(date, cancellationToken);
    }

    /// <summary>Between its points lies the audit log's, which comes after the endpoint's file.</summary>
    private sealed class Deployer(IDeployer inner, WriteCounter writes) : IDeployer
    {
        public Task<Deployment> DeployAsync(DeploymentRequest request, StageContext context, CancellationToken cancellationToken) =>
            writes.AroundAsync(() => inner.DeployAsync(request, context, cancellationToken));

        public Task<bool> IsInEffectAsync(Deployment deployment, StageContext context, CancellationToken cancellationToken) =>
            inner.IsInEffectAsync(deployment, context, cancellationToken);
    }
}
