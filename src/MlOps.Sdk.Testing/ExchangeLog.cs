using System.Text;
using System.Text.Json.Nodes;

namespace MlOps.Sdk.Testing;

/// <summary>The exchanges of an emulator, in the order in which they ended.</summary>
public sealed class ExchangeLog
{
    private readonly Lock _lock = new();
    private readonly List<Exchange> _exchanges = [];
    private int _last;

    /// <summary>The exchanges so far.</summary>
    public IReadOnlyList<Exchange> All
    {
        get
        {
            lock (_lock)
                return [.. _exchanges];
        }
    }

    /// <summary>Forgets the exchanges so far; numbers count on.</summary>
    public void Clear()
    {
        lock (_lock)
            _exchanges.Clear();
    }

    /// <summary>The exchanges as JSON lines <c>{"m","path","ct","body","st","resp"}</c>; bodies that aren't text are left out.</summary>
    public string ToJsonLines() => string.Concat(All.Select(exchange => new JsonObject
    {
        ["m"] = exchange.Method,
        ["path"] = exchange.Target,
        ["ct"] = exchange.ContentType,
        ["body"] = TextOf(exchange.Body),
        ["st"] = exchange.Status,
        ["resp"] = TextOf(exchange.ResponseBody),
    }.ToJsonString() + "\n"));

    internal int NextNumber() => Interlocked.Increment(ref _last);

    internal void Add(Exchange exchange)
    {
        lock (_lock)
            _exchanges.Add(exchange);
    }

    private static string TextOf(byte[] body)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body);
        }
        catch (ArgumentException)
        {
            return "";
        }
    }
}
