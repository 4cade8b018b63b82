using System;

namespace FusedOpt;

/// <summary>
/// Marks a static partial class as an update rule: its one method <c>Update</c> says, for one element, how a step changes
/// the parameter and the state that goes with it.
/// </summary>
/// <remarks>
/// <para><c>Update</c> is <c>public static void</c>. Its parameters are, in this order:</para>
/// <list type="bullet">
/// <item><c>ref float parameter</c>, <c>float gradient</c>;</item>
/// <item>any number of <c>ref float</c>: state, one value per element; or <c>ref double</c>: state, one value per field; initially 0 (see
/// <see cref="StateAttribute"/>);</item>
/// <item><c>long step</c>, where the rule needs it: 1 at the first step; <c>Noise noise</c>, where it draws random numbers;</item>
/// <item>hyperparameters, each with a default: <c>double</c>, <c>long</c> or <c>bool</c>; <c>double learningRate</c> must be among
/// them.</item>
/// </list>
/// <para>
/// <c>double</c> values are the same for every element and are computed once per step; <c>float</c> values differ by
/// element and run in vectors; a cast <c>(float)</c> takes the former into the latter. The generated code computes the
/// same bits as <c>Update</c> called on one element after the other. In <c>double</c> fields, <c>float</c> reads as
/// <c>double</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class UpdateRuleAttribute : Attribute
{
    /// <summary>The source of the rule: the authors and year of the paper. Shown in the generated code.</summary>
    public string? Source { get; set; }
}
