using System.Text;

namespace MlOps.Sdk.Data.Sources;

/// <summary>Reads delimited text record by record; knows on which line each begins.</summary>
internal sealed class CsvRecords(Stream stream, string delimiter) : IDisposable
{
    private static readonly UTF8Encoding s_utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _delimiter = Encoding.UTF8.GetBytes(delimiter);
    private readonly byte[] _buffer = new byte[1 << 16];
    private readonly List<byte> _cell = [];
    private int _start;
    private int _end;
    private long _nextLine = 1;

    /// <summary>The line, from 1, on which the last record began.</summary>
    public long Line { get; private set; }

    /// <summary>What is wrong with the form of the last record; null if nothing is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The bytes that say that a text is not UTF-8; null without such.</summary>
    public string? ReadByteOrderMark()
    {
        Peek(2);
        ReadOnlySpan<byte> head = _buffer.AsSpan(_start, Math.Min(3, _end - _start));
        if (head.StartsWith("\uFEFF"u8))
            _start += 3;
        return head.Length < 2 ? null : (head[0], head[1]) switch
        {
            (0xFF, 0xFE) => "UTF-16 (little endian)",
            (0xFE, 0xFF) => "UTF-16 (big endian)",
            _ => null,
        };
    }

    /// <summary>Reads the next record's cells; false at the end. A cell that isn't UTF-8 comes with replacement characters and as a problem.</summary>
    public bool Read(List<string> cells)
    {
        cells.Clear();
        Problem = null;
        Line = _nextLine;
        if (Peek(0) < 0)
            return false;

        while (true)
        {
            int next = ReadCell();
            cells.Add(Decode());
            if (next != Delimiter)
                return true;
        }
    }

    public void Dispose() => stream.Dispose();

    private const int Delimiter = 1;
    private const int End = 2;

    private int ReadCell()
    {
        _cell.Clear();
        bool quoted = Peek(0) == '"';
        if (quoted)
        {
            _start++;
            ReadQuoted();
        }

        while (true)
        {
            int b = Peek(0);
            if (b < 0)
                return End;
            if (StartsWithDelimiter())
            {
                _start += _delimiter.Length;
                return Delimiter;
            }

            _start++;
            if (b is '\n' or '\r')
            {
                if (b == '\r' && Peek(0) == '\n')
                    _start++;
                _nextLine++;
                return End;
            }

            if (quoted)
                Problem ??= "text follows the closing quote of a cell";
            _cell.Add((byte)b);
        }
    }

    private void ReadQuoted()
    {
        while (true)
        {
            int b = Peek(0);
            if (b < 0)
            {
                Problem ??= "a quote that opens in this record is never closed";
                return;
            }

            _start++;
            if (b == '"' && Peek(0) != '"')
                return;
            if (b == '"')
                _start++;
            if (b == '\n')
                _nextLine++;
            _cell.Add((byte)b);
        }
    }

    private string Decode()
    {
        byte[] bytes = [.. _cell];
        try
        {
            return s_utf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            string text = Encoding.UTF8.GetString(bytes);
            Problem ??= $"'{text}' is not UTF-8";
            return text;
        }
    }

    private bool StartsWithDelimiter()
    {
        for (int i = 0; i < _delimiter.Length; i++)
        {
            if (Peek(i) != _delimiter[i])
                return false;
        }

        return true;
    }

    // The byte at an offset from the current one, or -1 behind the end.
    private int Peek(int offset)
    {
        while (_end - _start <= offset)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
            int read = stream.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
                return -1;
            _end += read;
        }

        return _buffer[_start + offset];
    }
}
