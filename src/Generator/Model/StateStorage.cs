namespace FusedOpt.Generator.Model;

/// <summary>How the state of every element is kept between steps.</summary>
/// <param name="Precision">How exactly.</param>
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
