using System.Threading;

namespace FusedOpt.CompilerServices;

/// <summary>A traversal's position among the submodels. It meets a submodel as often as models hold it, and handles it once.</summary>
/// <remarks>docs/steps.md has the protocol.</remarks>
internal struct ModelTraversal
{
    private static long s_last;

    private long _number;

    /// <summary>The number of the traversal. It is drawn only where a model has submodels, so that the rest do not pay for it.</summary>
    public long Number => _number != 0 ? _number : _number = Interlocked.Increment(ref s_last);

    /// <summary>The number of submodels met so far while preparing.</summary>
    public int Prepared { get; set; }

    /// <summary>The number of submodels met so far in the main pass of the traversal.</summary>
    public int Done { get; set; }

    /// <summary>
    /// The place of the model at hand: the number of submodels met when it was met, one that is met again counting again; 0 for the whole
    /// model.
    /// </summary>
    public int Place { get; set; }

    /// <summary>
    /// The number of the model at hand: 0 for the whole model; submodels count from 1, as the traversal comes to them, each once.
    /// </summary>
    public int Model { get; set; }

    /// <summary>The number of submodels stepped so far.</summary>
    public int Models { get; set; }

    /// <summary>The number of pieces of gradients measured so far.</summary>
    /// <remarks>
    /// Six numbers of 32 bits fill their 24 bytes. With five, the context takes 176 bytes, and a step of eight scalars 1.2 of its time.
    /// </remarks>
    public int Pieces { get; set; }
}
