using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Ir;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Lowering;

/// <summary>Finds the further entries of kernels that a class needs.</summary>
internal static class KernelEntries
{
    /// <summary>Returns each entry once.</summary>
    /// <param name="target">The class.</param>
    /// <param name="parameters">The specialisation of each parameter.</param>
    public static EquatableArray<KernelEntry> Find(TargetModel target, IReadOnlyList<Specialisation> parameters) =>
        All(target, parameters).Distinct().ToEquatableArray();

    /// <summary>Returns true if a parameter keeps a state in fewer bytes than elements.</summary>
    public static bool IsNarrow(ParameterField field, StateSlot slot, StateStorage storage) =>
        storage.IsNarrow
        && slot.Rate == Rate.Varying
        && field is { IsSparse: false, StorageInfo: { IsInPlace: false, Element: ElementType.Single } };

    private static IEnumerable<KernelEntry> All(TargetModel target, IReadOnlyList<Specialisation> parameters)
    {
        (ParameterField Field, KernelSet<KernelIr> Kernels)[] all = [.. target.Parameters.Select((p, i) => (p, parameters[i].Kernels))];
        foreach ((ParameterField field, KernelSet<KernelIr> kernels) in all)
        {
            foreach (KernelIr kernel in kernels.All)
            {
                if (Form(field, kernel, kernel.Program.States.Any(s => IsNarrow(field, s, target.State))) is { IsStaged: true } form)
                    yield return new(kernel, form, IsPruned: false);
            }
        }

        // A kernel that measures clears pruned elements itself.
        foreach ((ParameterField field, KernelSet<KernelIr> kernels) in all.Where(p => p.Field.IsPruned && !p.Kernels.Update.IsMasked))
            yield return new(kernels.Update, Form(field, kernels.Update, isNarrow: false), IsPruned: true);

        Staging Form(ParameterField field, KernelIr kernel, bool isNarrow) =>
            new(field.StorageInfo.DType == DType.Half, isNarrow, target.SumsGradients && kernel.HasGradient);
    }
}
