namespace MlOps.Sdk.Data.Sources;

/// <summary>A stream's bytes, followed by others.</summary>
internal sealed class FollowedStream(Stream first, byte[] then) : Stream
{
    private int _position;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count)
    {
        int read = first.Read(buffer, offset, count);
        if (read > 0 || count == 0)
            return read;
        read = Math.Min(count, then.Length - _position);
        Array.Copy(then, _position, buffer, offset, read);
        _position += read;
        return read;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
