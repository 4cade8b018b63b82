using System.Collections.Generic;
using System.Linq;
using FusedOpt.Generator.Infrastructure;
using FusedOpt.Generator.Model;

namespace FusedOpt.Generator.Backends.CSharp.Models;

/// <summary>
/// Writes the submodels' gradients as members of gradients that can be added up. A model's own gradients find them in the submodels; all
/// other gradients hold gradients that were made with them.
/// </summary>
internal sealed class SubmodelGradientsEmitter
{
    private readonly SourceWriter _writer;
    private readonly LoweredModel _model;
    private readonly string _owner;
    private readonly (SubmodelField Submodel, string Made)[] _submodels;

    /// <param name="writer">Receives the code.</param>
    /// <param name="model">The model.</param>
    /// <param name="owner">The field that holds the model in the model's own gradients, and null in all others.</param>
    /// <param name="taken">The names of members.</param>
    public SubmodelGradientsEmitter(SourceWriter writer, LoweredModel model, string owner, ISet<string> taken)
    {
        (_writer, _model, _owner) = (writer, model, owner);
        string Made(SubmodelField submodel) => Identifiers.Unique("_" + Identifiers.Camel(submodel.Name), taken);
        _submodels = model.Target.SumsGradients ? [.. model.Target.Submodels.Select(p => (p, Made(p)))] : [];
    }

    /// <summary>True if the gradients have members for submodels.</summary>
    public bool Any => _submodels.Length > 0;

    /// <summary>The fields that hold the gradients which were made for submodels.</summary>
    public IEnumerable<string> Fields => _submodels.Select(p => $"{Type(p.Submodel)}[]? {p.Made}");

    /// <summary>
    /// Writes the code that notes the owner in a model's own gradients, and makes the submodels' gradients in all others.
    /// </summary>
    /// <param name="model">The variable that holds the model.</param>
    /// <param name="tree">The variable that holds the tree which the gradients are a part of; null for the model's own.</param>
    public void EmitMaking(string model, string tree)
    {
        using (_writer.Block($"if ({tree} is null)"))
        {
            _writer.Line($"{_owner} = {model};");
            _writer.Line("return;");
        }

        foreach ((SubmodelField submodel, string made) in _submodels)
        {
            if (submodel.Kind != SubmodelKind.One && !submodel.IsNullable)
            {
                string value = $"{model}.{_model.Names.Own(submodel.Name)}";
                _writer.Line($"fusedOpt::ParameterCheck.Assigned(\"{_model.PathOf(submodel.Name)}\", {value});");
            }

            string submodels = _model.SubmodelsOf(submodel, model + ".") + (submodel.HoldsNullable ? "" : ".Assigned()");
            _writer.Line($"{made} = {submodels}.Gradients<{Type(submodel)}>({tree});");
        }
    }

    /// <summary>Writes a member for each field that holds models.</summary>
    public void EmitMembers()
    {
        foreach ((SubmodelField submodel, string made) in _submodels)
        {
            string own = _model.Names.Own(submodel.Name);
            string value = submodel.Kind == SubmodelKind.One
                ? $"{_owner} is null ? {made}![0] : {_owner}.{own}{Nullable(submodel)}.{GeneratedMemberNames.Gradients}"
                : $"new({_owner}?.{own}, {made})";
            _writer.Line().Line($"/// <summary>The gradients of {submodel.Name}.</summary>");
            _writer.Line($"{_model.GradientMembers.Head(submodel.Name)} => {value};");
        }
    }

    /// <summary>Writes the clearing of a model's own gradients by the model, which throws if the model holds itself.</summary>
    public void EmitZeroOwn()
    {
        using (_writer.Block($"if ({_owner} is not null)"))
        {
            _writer.Line($"{_owner}.{GeneratedMemberNames.ZeroGradients}();");
            _writer.Line("return;");
        }
    }

    /// <summary>Writes the clearing of the gradients that were made for submodels.</summary>
    public void EmitZeroMade()
    {
        string i = _model.Names.Indices(1)[0];
        foreach ((SubmodelField submodel, _) in _submodels)
        {
            string name = Identifiers.Escape(submodel.Name), call = $"{Nullable(submodel)}.{GeneratedMemberNames.ZeroGradients}();";
            if (submodel.Kind == SubmodelKind.One)
            {
                _writer.Line(name + call);
                continue;
            }

            _writer.Line($"for (int {i} = 0; {i} < {name}.Count; {i}++)");
            using (_writer.Indent())
                _writer.Line($"{name}[{i}]{call}");
        }
    }

    private static string Type(SubmodelField submodel) => submodel.Gradients + Nullable(submodel);

    private static string Nullable(SubmodelField submodel) => submodel.HoldsNullable ? "?" : "";
}
