using System.Buffers;
using MlOps.Sdk.Algebra;
using MlOps.Sdk.Models;

namespace MlOps.Sdk.Serving.Models;

/// <summary>What a request needs while it is answered; used again by later requests.</summary>
internal sealed class Workspace(RowBuffer row, int scores)
{
    public RowBuffer Row => row;

    public float[] Scores { get; } = new float[scores];

    public ArrayBufferWriter<byte> Output { get; } = new(1024);

    public InstanceErrors Errors { get; } = new();

    /// <summary>Makes it ready for the next request, and tells how many bytes it holds.</summary>
    public int Clear()
    {
        Output.ResetWrittenCount();
        Errors.Clear();
        return Output.Capacity;
    }
}
