namespace MlOps.Sdk.Training.Statistics;

/// <summary>Steele, Lea and Flood's generator: 2⁶⁴ numbers before it repeats, and each seed begins somewhere else.</summary>
internal struct SplitMix64(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A generator for one of many tasks, independent of those of the others.</summary>
    public static SplitMix64 For(int seed, int task)
    {
        // Two numbers drawn between seed and task keep neighbouring tasks from overlapping.
        SplitMix64 outer = new((ulong)(uint)seed);
        SplitMix64 inner = new(outer.Next() ^ (ulong)(uint)task);
        return new(inner.Next());
    }

    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>A number from 0 to below the bound, each as likely as any other up to a part in 2⁶⁴ / bound.</summary>
    public int Below(int bound) => (int)Math.BigMul(Next(), (ulong)bound, out _);
}
