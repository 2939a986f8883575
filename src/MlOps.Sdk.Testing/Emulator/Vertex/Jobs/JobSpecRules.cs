using System.Globalization;
using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Vertex.Containers;
using MlOps.Sdk.Testing.Emulator.Vertex.Messages;

namespace MlOps.Sdk.Testing.Emulator.Vertex.Jobs;

/// <summary>What the service demands of the specification of a custom job or of trials.</summary>
internal static class JobSpecRules
{
    private static readonly string[] DiskTypes = ["pd-ssd", "pd-standard", "hyperdisk-balanced"];

    public static void Check(JsonObject spec, string field)
    {
        JsonArray pools = (JsonArray)spec["workerPoolSpecs"]!;
        for (int index = 0; index < pools.Count; index++)
        {
            JsonObject pool = (JsonObject)pools[index]!;
            // An empty pool keeps the place of a kind of machine that isn't wanted.
            if (index > 0 && pool.Count == 0)
                continue;
            CheckPool(pool, index, string.Create(CultureInfo.InvariantCulture, $"{field}.worker_pool_specs[{index}]"));
        }

        if (spec["baseOutputDirectory"]?["outputUriPrefix"]?.GetValue<string>() is { } uri && !IsFolder(uri))
            throw VertexError.Field($"{field}.base_output_directory.output_uri_prefix", $"'{uri}' is not a valid Cloud Storage URI: expected gs://bucket/folder.");
        if (spec["scheduling"]?["timeout"]?.GetValue<string>() is { } timeout && ScalarReader.Duration(timeout) <= TimeSpan.Zero)
            throw VertexError.Field($"{field}.scheduling.timeout", $"The timeout must be positive, but is {timeout}.");
    }

    /// <summary>Whether it is the URI of a folder in Cloud Storage.</summary>
    public static bool IsFolder(string uri)
    {
        const string Scheme = "gs://";
        return uri.StartsWith(Scheme, StringComparison.Ordinal) && uri.Length > Scheme.Length && uri[Scheme.Length] != '/';
    }

    private static void CheckPool(JsonObject pool, int index, string field)
    {
        if (pool["machineSpec"]?["machineType"] is null)
            throw VertexError.Field($"{field}.machine_spec.machine_type", "Required field is not set.");
        bool hasAccelerator = pool["machineSpec"]!["acceleratorType"] is { } type && type.GetValue<string>() != "ACCELERATOR_TYPE_UNSPECIFIED";
        bool hasCount = pool["machineSpec"]!["acceleratorCount"] is { } count && count.GetValue<int>() > 0;
        if (hasAccelerator != hasCount)
            throw VertexError.Field($"{field}.machine_spec", "accelerator_type and accelerator_count must be set together.");
        if (pool["pythonPackageSpec"] is not null)
            throw VertexError.Unimplemented($"{field}.python_package_spec: the emulator runs containers only.");
        if (pool["containerSpec"] is not JsonObject container)
            throw VertexError.Field($"{field}.task", "One of container_spec and python_package_spec must be set.");
        ContainerSpecs.Check(container, $"{field}.container_spec");
        long replicas = Replicas(pool);
        if (index == 0 ? replicas != 1 : replicas < 1)
            throw VertexError.Field($"{field}.replica_count", string.Create(CultureInfo.InvariantCulture, $"The replica count of pool {index} must be {(index == 0 ? "1" : "at least 1")}, but is {replicas}."));
        if (pool["diskSpec"]?["bootDiskType"]?.GetValue<string>() is { } disk && !DiskTypes.Contains(disk, StringComparer.Ordinal))
            throw VertexError.Field($"{field}.disk_spec.boot_disk_type", $"'{disk}' is none of {string.Join(", ", DiskTypes)}.");
    }

    public static long Replicas(JsonObject pool) =>
        pool["replicaCount"] is { } count ? long.Parse(count.GetValue<string>(), CultureInfo.InvariantCulture) : 1;
}
