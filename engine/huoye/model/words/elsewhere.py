"""HY08, HY66: what huoye says about runs on other machines."""

from huoye.model.message import Message

MESSAGES = {
    "HY080": Message(
        "error",
        "there is no place “{place}” to run on",
        "write --on ssh:HOST, ssh:HOST:DIR, slurm or slurm:PARTITION",
        "没有可运行的地点“{place}”",
        "写 --on ssh:主机、ssh:主机:目录、slurm 或 slurm:分区",
    ),
    "HY081": Message(
        "error",
        "{folder} is no place for results: cells of this site could read them there",
        "name a folder outside of the site, or below its .huoye",
        "{folder} 不能用来放结果：本站的代码格会读到它们",
        "请写站点之外的目录，或 .huoye 之下的目录",
    ),
    "HY082": Message(
        "error",
        "the program {program} is not installed here",
        "install it: apt-get install openssh-client rsync, or brew install rsync",
        "这里没有程序 {program}",
        "请安装：apt-get install openssh-client rsync，或 brew install rsync",
    ),
    "HY083": Message(
        "error",
        "jobs cannot be given to the cluster: {reason}",
        "install the extra: pip install 'huoye[slurm]', on a machine that has sbatch",
        "无法向集群提交作业：{reason}",
        "请在有 sbatch 的机器上安装附加组件：pip install 'huoye[slurm]'",
    ),
    "HY084": Message(
        "error",
        "there is no huoye on {host}",
        "set it up there: python3 -m venv {folder}/.venv, then {folder}/.venv/bin/pip "
        "install 'huoye[run]' and {folder}/.venv/bin/huoye setup; or put huoye on the PATH",
        "{host} 上没有 huoye",
        "请在那里安装：python3 -m venv {folder}/.venv，再运行 {folder}/.venv/bin/pip "
        "install 'huoye[run]' 与 {folder}/.venv/bin/huoye setup；或把 huoye 放进 PATH",
    ),
    "HY085": Message(
        "error",
        "{host} has huoye {there}, here is {here}: records of two versions may differ",
        "install the same version at both ends",
        "{host} 上是 huoye {there}，这里是 {here}：两个版本的记录可能不同",
        "请在两端安装同一版本",
    ),
    "HY086": Message(
        "error",
        "{host} answered: {reason}",
        "try by hand: ssh {host}; rsync must be installed there too",
        "{host} 答复：{reason}",
        "可手动试一试：ssh {host}；那里也须装有 rsync",
    ),
    "HY087": Message(
        "error",
        "{host} cannot be reached: {reason}",
        "try by hand: ssh -o BatchMode=yes {host} true; the key must be loaded, the host known",
        "无法连接 {host}：{reason}",
        "可手动试一试：ssh -o BatchMode=yes {host} true；密钥须已载入，主机须已知",
    ),
    "HY088": Message(
        "error",
        "another huoye on this machine is following the run at {host}",
        "wait for it, or stop it with Ctrl-C: the run goes on",
        "本机另有一个 huoye 正在跟随 {host} 上的运行",
        "等它结束，或用 Ctrl-C 停下它：运行不受影响",
    ),
    "HY089": Message(
        "warning",
        "the run that filled {folder} did not end, or still goes on",
        "what it finished was taken; take it again later, or run the rest",
        "填写 {folder} 的那次运行没有结束，或仍在继续",
        "已完成的结果已取走；稍后再取一次，或运行其余部分",
    ),
    "HY660": Message(
        "note",
        "a result of cell {cell} came late and was dropped: another one is here and counts",
        "to replace it: --force",
        "代码格 {cell} 的结果来迟了，已丢弃：这里已有有效的结果",
        "若要替换，用 --force",
    ),
    "HY661": Message(
        "warning",
        "a result of cell {cell} was dropped, it is not of this post as it is now: {why}",
        "run it again; what differs must be the same here and where it runs",
        "代码格 {cell} 的结果已丢弃，与文章现状不符：{why_zh}",
        "请重新运行；不同之处须在两地一致",
    ),
    "HY662": Message(
        "error",
        "a result of cell {cell} was dropped, it is not whole: {why}",
        "run it again, or copy the folder again",
        "代码格 {cell} 的结果已丢弃，不完整：{why_zh}",
        "请重新运行，或重新拷贝该目录",
    ),
    "HY663": Message(
        "error",
        "this file has the name of a secret, and a cell uses it: nothing was sent",
        "give the cell a variable instead (#| env: NAME), set where it runs; or rename the file",
        "此文件名像是密钥，而代码格用到它：什么也没有发送",
        "改用环境变量（#| env: NAME）并在运行处设置；或将文件改名",
    ),
    "HY664": Message(
        "error",
        "the connection to {host} is lost, the run goes on there: {reason}",
        "the same command follows it again; with --end it is ended",
        "与 {host} 的连接断了，运行仍在那里继续：{reason}",
        "再运行同一命令即可接上；加 --end 则结束它",
    ),
    "HY665": Message(
        "note",
        "the run goes on at {host}",
        "the same command follows it again; with --end it is ended",
        "运行仍在 {host} 上继续",
        "再运行同一命令即可接上；加 --end 则结束它",
    ),
    "HY666": Message(
        "note",
        "another run goes on at {host} ({posts}): it is "
        "followed first, then what is not fresh is run",
        "with --end it is ended",
        "{host} 上还有一次运行（{posts}）：先等它结束，再运行其余不新鲜的部分",
        "加 --end 可结束它",
    ),
    "HY667": Message(
        "note",
        "the run at {host} goes on ({posts}): it is followed, no second one is begun",
        "with --end it is ended",
        "{host} 上的运行仍在继续（{posts}）：接着跟随，不另起一次",
        "加 --end 可结束它",
    ),
    "HY668": Message(
        "error",
        "the run at {host} was ended before its time; what it finished is here",
        "the same command runs the rest",
        "{host} 上的运行被提前结束；已完成的结果已取回",
        "再运行同一命令可完成其余部分",
    ),
    "HY669": Message(
        "error",
        "the run at {host} was lost three times; its last word: {reason}",
        "see whether the machine ran out of memory, or "
        "kills what outlives a login: loginctl enable-linger",
        "{host} 上的运行中断了三次，最后的话：{reason}",
        "看看那台机器是否内存不足，或会杀掉登录结束后的进程：loginctl enable-linger",
    ),
}
