using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using MlOps.Sdk.Plans;

namespace MlOps.Sdk.Lineage;

/// <summary>An audit log that was exported: JSON Lines, an entry each, and last how many they are. It is checked without the store that it came from.</summary>
public static class AuditFile
{
    private const int LongestLine = 1 << 28;

    private static readonly byte[] NewLine = "\n"u8.ToArray();

    /// <summary>Checks every byte of an exported log.</summary>
    /// <param name="path">The file.</param>
    /// <param name="anchor">What is known of the log from elsewhere, without which one who rewrites all of it goes unnoticed; null for nothing.</param>
    /// <param name="cancellationToken">Cancels the check.</param>
    public static async Task<AuditVerification> VerifyAsync(string path, AuditAnchor? anchor = null, CancellationToken cancellationToken = default)
    {
        await using FileStream stream = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, useAsync: true);
        return await CheckAsync(stream, anchor, cancellationToken);
    }

    internal static async Task<AuditVerification> CheckAsync(Stream stream, AuditAnchor? anchor, CancellationToken cancellationToken)
    {
        AuditChain chain = new(anchor);
        AuditAnchor? head = null;
        PipeReader reader = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 1 << 18));
        try
        {
            while (true)
            {
                ReadResult read = await reader.ReadAsync(cancellationToken);
                ReadOnlySequence<byte> rest = read.Buffer;
                while (rest.PositionOf((byte)'\n') is { } end)
                {
                    if (!Take(chain, Bytes(rest.Slice(0, end)), ref head))
                        return chain.Verification;
                    rest = rest.Slice(rest.GetPosition(1, end));
                }

                if (rest.Length > LongestLine || (read.IsCompleted && rest.Length > 0))
                {
                    chain.Refuse("is no line of an audit log: the file breaks off in it.");
                    return chain.Verification;
                }

                reader.AdvanceTo(rest.Start, rest.End);
                if (read.IsCompleted)
                    break;
            }
        }
        finally
        {
            await reader.CompleteAsync();
        }

        chain.End(head);
        return chain.Verification;
    }

    internal static void WriteEntry(Stream file, AuditRecord record) => WriteLine(file, record.ToLine());

    internal static void WriteEnd(Stream file, AuditAnchor head) => WriteLine(file, ToLine(head));

    private static byte[] ToLine(AuditAnchor head) => JsonSerializer.SerializeToUtf8Bytes(head, PlanJson.Compact);

    private static void WriteLine(Stream file, byte[] line)
    {
        file.Write(line);
        file.Write(NewLine);
    }

    /// <summary>False if the check has found something.</summary>
    private static bool Take(AuditChain chain, ReadOnlySpan<byte> line, ref AuditAnchor? head)
    {
        if (head is not null)
            return chain.Refuse("stands after the end of the log: it was added to the file.");
        if (AuditRecord.FromLine(line) is { } record)
            return chain.Accept(record);
        head = ReadHead(line);
        return head is not null || chain.Refuse("is no line of an audit log: it was changed.");
    }

    private static AuditAnchor? ReadHead(ReadOnlySpan<byte> line)
    {
        try
        {
            AuditAnchor? head = JsonSerializer.Deserialize<AuditAnchor>(line, PlanJson.Compact);
            return head is not null && line.SequenceEqual(ToLine(head)) ? head : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static ReadOnlySpan<byte> Bytes(ReadOnlySequence<byte> line) => line.IsSingleSegment ? line.FirstSpan : line.ToArray();
}
