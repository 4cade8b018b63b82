namespace FusedOpt;

/// <summary>The precision in which the state of an optimizer is kept between steps. Steps are computed in float either way.</summary>
/// <remarks>
/// A step from memory takes as long as its bytes, so that state in fewer bytes is faster as well as smaller. It concerns state with a value
/// for each element, of arrays, memory, tensors and spans of float and Half. Single values and structures, state of rows, columns and whole
/// parameters, and all state of double parameters are kept in full.
/// </remarks>
public enum StatePrecision
{
    /// <summary>Full precision: float, or double for parameters of double.</summary>
    Full,

    /// <summary>
    /// The type bfloat16, the upper half of a float: 2 bytes for an element. Values are rounded stochastically, so that the small changes
    /// of slow averages are not lost but right on average.
    /// </summary>
    BFloat16,

    /// <summary>
    /// Codes of 8 bits with a scale for every 256 elements: 1.016 bytes for an element. Values are rounded to nearest in the dynamic map of
    /// Dettmers et al., "8-bit Optimizers via Block-wise Quantization", ICLR 2022. As in that paper, the state of parameters of fewer than
    /// 4,096 elements is kept in full.
    /// </summary>
    Block8,
}
