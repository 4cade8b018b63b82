namespace FusedOpt.Generator.Lowering;

/// <summary>The verdict on a type: its bound rule, or the reason why it cannot be compiled.</summary>
/// <param name="Rule">Its rule with the stages around it; null if it has none, or one of them cannot be read.</param>
/// <param name="Binding">Its hyperparameters and what is wrong with them; null if there is no rule.</param>
/// <param name="Refusal">The id of the first error, or words for it; null if the type can be compiled.</param>
internal sealed record Verdict(ComposedRule? Rule, TargetBinding? Binding, string? Refusal);
