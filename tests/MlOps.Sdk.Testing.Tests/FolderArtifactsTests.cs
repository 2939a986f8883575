using MlOps.Sdk.Artifacts;
using MlOps.Sdk.Testing.Conformance;

namespace MlOps.Sdk.Testing.Tests;

public sealed class FolderArtifactsTests : ArtifactStoreConformance
{
    protected override IArtifactStore Open(string root) => new FolderArtifacts(Path.Combine(root, "artifacts"));
}
