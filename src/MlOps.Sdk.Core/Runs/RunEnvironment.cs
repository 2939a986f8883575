using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Runs;

/// <summary>Where a run takes place, as it is kept with the run.</summary>
internal sealed record RunEnvironment(string Machine, string User, string System, string Runtime, string Architecture, int Processors, string Sdk)
{
    public static string Json { get; } = JsonSerializer.Serialize(
        new RunEnvironment(
            Environment.MachineName,
            Environment.UserName,
            RuntimeInformation.OSDescription,
            RuntimeInformation.FrameworkDescription,
            RuntimeInformation.ProcessArchitecture.ToString(),
            Environment.ProcessorCount,
            typeof(RunEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown"),
        PlanJson.Compact);
}
