namespace FusedOpt.Generator.Model;

/// <summary>An update rule of this project, as its generated part depends on it.</summary>
/// <param name="Type">Where its declaration stands.</param>
/// <param name="Text">The rule as text.</param>
internal sealed record RuleModel(DeclaredType Type, string Text)
{
    /// <summary>The exception that has ended the reading of the rule, in words; null where there was none.</summary>
    public string? Failure { get; init; }
}
