namespace FusedOpt.Generator.Ir;

/// <summary>Memory with one value for each row or column of a parameter.</summary>
/// <param name="Rate">Row or Column.</param>
/// <param name="Value">The value that the buffer holds once it is computed.</param>
/// <param name="State">The state whose memory the buffer is; null for scratch memory of the kernel.</param>
/// <param name="IsCopy">True if the buffer keeps the next value of a state until the old values of all states have been read.</param>
internal sealed record AxisBuffer(Rate Rate, int Value, int? State, bool IsCopy = false);

/// <summary>A value and the axis buffer that holds it.</summary>
/// <param name="Buffer">The number of the buffer.</param>
/// <param name="Value">The position of the value.</param>
internal sealed record AxisPlace(int Buffer, int Value);
