using System;

namespace FusedOpt;

/// <summary>
/// Marks a static partial class as an average of the weights: its one method <c>Average</c> says, for one element, what is kept of the
/// parameter after the rule, and what becomes of the parameter itself. The generated step does it in the same pass.
/// </summary>
/// <remarks>
/// <para><c>Average</c> is <c>public static void</c>, in the language of <see cref="UpdateRuleAttribute">update rules</see>. Its parameters
/// are, in this order:</para>
/// <list type="bullet">
/// <item><c>ref float parameter</c>, as the rule has left it;</item>
/// <item><c>float before</c>, where it is needed: the parameter before the step;</item>
/// <item>state, <c>long step</c>, <c>Noise noise</c> and hyperparameters, as in a rule. The learning rate is none of them.</item>
/// </list>
/// <para>
/// With two more methods, <c>Evaluate</c> and <c>Train</c>, the model gains <c>Evaluate()</c> and <c>Train()</c>, which move the parameters
/// to the average and back. Their parameters after the first have the names and types of the state, step and hyperparameters of
/// <c>Average</c>.
/// </para>
/// </remarks>
[AttributeUsage(AttributeTargets.Class)]
public sealed class WeightAverageAttribute : Attribute
{
    /// <summary>The source of the average: the authors and year of the paper. Shown in the generated code.</summary>
    public string? Source { get; set; }
}
