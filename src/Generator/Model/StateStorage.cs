namespace FusedOpt.Generator.Model;

/// <summary>The storage of states of every element between steps.</summary>
/// <param name="Precision">The precision of the states.</param>
/// <param name="Seed">The seed of random rounding.</param>
internal sealed record StateStorage(StatePrecision Precision, long Seed)
{
    public bool IsNarrow => Precision != StatePrecision.Full;
}

/// <summary>The members of <c>FusedOpt.StatePrecision</c>.</summary>
internal enum StatePrecision : byte
{
    Full,
    BFloat16,
    Block8,
}
