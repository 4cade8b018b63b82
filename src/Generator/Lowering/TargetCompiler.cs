using System.Linq;
using FusedOpt.Generator.Diagnostics;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Lowering;

/// <summary>Compiles a type: everything between the frontend and a backend, in order.</summary>
internal static class TargetCompiler
{
    /// <summary>Returns a type as a backend prints it. The verdict in the result says why a refused type is refused.</summary>
    public static CompiledModel Compile(TargetModel target)
    {
        Verdict verdict = Check(target);
        if (verdict is not { Rule: { } rule, Binding: { } binding, Refusal: null })
            return new(target, verdict, [], [], EquatableArray<KernelEntry>.Empty, Arena: null);
        var specialisations = new Specialisations(target, rule.Whole, binding);
        Specialisation[] parameters = [.. target.Parameters.Select((p, i) => specialisations.Find(p, binding.Parameters[i]))];
        return new(
            target,
            verdict,
            parameters,
            [.. specialisations.Kernels],
            KernelEntries.Find(target, parameters),
            ArenaLayout.Create(target, parameters, rule.Whole));
    }

    /// <summary>
    /// Returns the verdict on a type. The analyzer, the reader of base classes and <see cref="Compile"/> all take their verdict from here.
    /// </summary>
    public static Verdict Check(TargetModel target)
    {
        if (target.Failure is not null)
            return new(null, null, Descriptors.GeneratorFailure.Id);
        ComposedRule? rule = ComposedRule.Create(target);
        TargetBinding? binding = rule is null ? null : TargetBinding.Create(rule, target);
        string? refusal = target.Refusal
            ?? (target.OwnModes.Count > 0 ? Descriptors.MemberCollision.Id
                : rule is null ? "a rule that cannot be read"
                : binding!.Refusal);
        return new(rule, binding, refusal);
    }
}
