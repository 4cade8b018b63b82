namespace FusedOpt.Generator.Model;

/// <summary>An update rule of this project: everything that the generated part of its class depends on.</summary>
/// <param name="Type">The declaration of the class.</param>
/// <param name="Text">The rule as text.</param>
internal sealed record RuleModel(DeclaredType Type, string Text)
{
    /// <summary>The exception that has ended the reading of the rule, in words; null if there was none.</summary>
    public string? Failure { get; init; }
}
