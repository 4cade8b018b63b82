using System;
using System.Diagnostics.CodeAnalysis;

namespace FusedOpt;

/// <summary>Statements of an <see cref="UpdateRuleAttribute">update rule</see> besides arithmetic.</summary>
public static class Rule
{
    /// <summary>
    /// Demands something of the hyperparameters together, where a <see cref="IntervalAttribute"/> on one of them cannot.
    /// Checked when a class that uses the rule is compiled; checked at run time when the rule is called directly.
    /// </summary>
    /// <param name="condition">A condition on hyperparameters.</param>
    /// <param name="message">The message to the user if the condition does not hold.</param>
    /// <exception cref="ArgumentException">The condition does not hold.</exception>
    public static void Require([DoesNotReturnIf(false)] bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException(message);
    }
}
