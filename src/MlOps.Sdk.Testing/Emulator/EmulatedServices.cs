using MlOps.Sdk.Testing.Emulator.BigQuery;
using MlOps.Sdk.Testing.Emulator.Dataflow;
using MlOps.Sdk.Testing.Emulator.Storage;
using MlOps.Sdk.Testing.Emulator.Vertex;

namespace MlOps.Sdk.Testing.Emulator;

/// <summary>The emulated services: a table of contents.</summary>
internal static class EmulatedServices
{
    public static IReadOnlyList<EmulatedService> Create(EmulatorState state) =>
    [
        new BigQueryService(state),
        new EmulatedStorage(state),
        new EmulatedVertex(state),
        new EmulatedDataflow(state),
    ];
}
