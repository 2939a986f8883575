using System.Text.Json.Nodes;
using MlOps.Sdk.Testing.Emulator.Http;

namespace MlOps.Sdk.Testing.Emulator.Storage;

/// <summary>An upload in chunks, under way or done.</summary>
internal sealed record UploadSession(EmulatorRequest Start, string Name, JsonObject Metadata, string? ContentType, long? DeclaredLength)
{
    public MemoryStream Content { get; } = new();

    /// <summary>The total, once a chunk has told it.</summary>
    public long? Total { get; set; } = DeclaredLength;

    /// <summary>What it became; null while it is under way.</summary>
    public StoredObject? Stored { get; set; }

    /// <summary>Whether of the next chunk only a half shall be kept.</summary>
    public bool KeepsHalf { get; set; }
}
