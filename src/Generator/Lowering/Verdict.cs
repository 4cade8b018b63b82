namespace FusedOpt.Generator.Lowering;

/// <summary>The verdict on a type: its bound rule, or the reason why it cannot be compiled.</summary>
/// <param name="Rule">The rule with the stages around it; null if the type has no rule, or if the rule or a stage cannot be read.</param>
/// <param name="Binding">The hyperparameters and their problems; null if there is no rule.</param>
/// <param name="Refusal">The id of the first error, or words for the error; null if the type can be compiled.</param>
internal sealed record Verdict(ComposedRule? Rule, TargetBinding? Binding, string? Refusal);
