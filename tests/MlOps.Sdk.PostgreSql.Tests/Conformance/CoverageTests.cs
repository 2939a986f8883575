using MlOps.Sdk.Testing.Conformance;

namespace MlOps.Sdk.PostgreSql.Tests.Conformance;

public sealed class CoverageTests
{
    private static readonly HashSet<Type> s_stores = [typeof(RunStoreConformance), typeof(ModelRegistryConformance), typeof(AuditLogConformance)];

    [Fact]
    public void Every_store_is_held_to_its_contract() => ConformanceCoverage.Check(
        typeof(CoverageTests).Assembly,
        ConformanceCoverage.Suites.Where(suite => !s_stores.Contains(suite)).ToDictionary(suite => suite, _ => "PostgreSQL keeps runs, models and the audit log."));
}
