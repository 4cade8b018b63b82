using FusedOpt;

namespace DigitsSample;

/// <summary>The precision of the optimizer's state, which -p:State=BFloat16 or -p:State=Block8 changes when the sample is built.</summary>
internal static class State
{
#if BFloat16
    public const StatePrecision Precision = StatePrecision.BFloat16;
#elif Block8
    public const StatePrecision Precision = StatePrecision.Block8;
#else
    public const StatePrecision Precision = StatePrecision.Full;
#endif
}
