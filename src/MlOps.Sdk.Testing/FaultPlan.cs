namespace MlOps.Sdk.Testing;

/// <summary>The faults that are to befall requests; each befalls one request.</summary>
public sealed class FaultPlan
{
    private readonly Lock _lock = new();
    private readonly List<Entry> _entries = [];

    /// <summary>How many faults have befallen a request.</summary>
    public int Taken { get; private set; }

    /// <summary>Lets a fault befall the n-th request from now on that fits.</summary>
    /// <param name="fault">What goes wrong.</param>
    /// <param name="nth">1 for the next request that fits, and so on.</param>
    /// <param name="matches">Which requests count; null for all.</param>
    public void Inject(Fault fault, int nth = 1, Func<Exchange, bool>? matches = null)
    {
        ArgumentNullException.ThrowIfNull(fault);
        ArgumentOutOfRangeException.ThrowIfLessThan(nth, 1);
        lock (_lock)
            _entries.Add(new Entry(fault, matches ?? (_ => true)) { Left = nth });
    }

    /// <summary>Takes back the faults that haven't befallen a request yet.</summary>
    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }

    internal Fault? Take(Exchange exchange)
    {
        lock (_lock)
        {
            Entry? due = null;
            foreach (Entry entry in _entries.Where(entry => entry.Matches(exchange)))
            {
                if (--entry.Left == 0)
                    due ??= entry;
            }

            _entries.RemoveAll(entry => entry.Left <= 0);
            if (due is not null)
                Taken++;
            return due?.Fault;
        }
    }

    private sealed record Entry(Fault Fault, Func<Exchange, bool> Matches)
    {
        public int Left { get; set; }
    }
}
